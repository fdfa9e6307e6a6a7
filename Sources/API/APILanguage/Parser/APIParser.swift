/// Turns a file into its syntax tree.
///
/// After an error the parser goes on at the next field, entry, route or declaration, so that one mistake makes one error.
public struct APIParser {
    /// How deep types may stand inside each other.
    static let maximalDepth = 64

    var scanner: APIScanner
    /// The token to look at.
    var current: Token
    /// The token behind it.
    var following: Token
    /// The end of the last token taken.
    var lastEnd = SourceLocation.start
    /// Where the last error is; another one at the same place is a consequence of it.
    var lastErrorOffset: Int?
    var bag: DiagnosticBag

    private init(_ source: APISource) {
        scanner = APIScanner(source)
        current = scanner.next()
        following = scanner.next()
        bag = DiagnosticBag(file: source.name)
    }

    /// Parses a file, whatever it holds. What is wrong stands in the result's `diagnostics`.
    public static func parse(_ source: APISource) -> APIFile {
        var parser = APIParser(source)
        if let garbage = source.firstGarbage() {
            // Whatever else is wrong follows from that.
            parser.bag.error(garbage.complaint, at: parser.scanner.range(of: garbage.offsets))
            let end = Token(kind: .endOfFile, text: "", range: SourceRange(at: .start))
            return APIFile(source: source, declarations: [], endOfFile: end, diagnostics: parser.bag.diagnostics)
        }
        var declarations: [DeclarationSyntax] = []
        while parser.current.kind != .endOfFile {
            let start = parser.current.range.start
            do throws(SyntaxFailure) {
                declarations.append(try parser.parseDeclaration())
            } catch {
                parser.skipToDeclaration(after: start)
            }
        }
        let end = parser.take()
        return APIFile(
            source: source, declarations: declarations, endOfFile: end, diagnostics: parser.bag.diagnostics)
    }

    private mutating func parseDeclaration() throws(SyntaxFailure) -> DeclarationSyntax {
        switch (current.kind, current.text) {
        case (.identifier, "syntax"): return .version(try parseVersion())
        case (.identifier, "info"): return .info(InfoSyntax(block: try parseEntryBlock(.text)))
        case (.identifier, "import"): return .imports(try parseImports())
        case (.identifier, "type"): return .types(try parseTypeBlock())
        case (.identifier, "service"), (.annotation, "@server"): return .service(try parseService())
        case (.annotation, "@doc"), (.annotation, "@handler"):
            throw fail("'\(current.text)' belongs inside a 'service { … }' block", at: current.range)
        default:
            throw unexpected("'syntax', 'info', 'import', 'type', '@server' or 'service'", startsItem: true)
        }
    }
}

/// Says that an error was reported and that the parser has to find a place to go on.
struct SyntaxFailure: Error {}
