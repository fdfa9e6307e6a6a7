/// Parses a file and everything it imports, each file once.
struct ImportLoader {
    typealias Reader = (_ path: String) throws(FileReadError) -> [UInt8]

    /// How many files may import each other in a chain.
    static let maximalDepth = 64
    /// How many files may come together.
    static let maximalFiles = 1_000

    private let report: CheckReport
    /// The files read, the root first.
    private var sources: [APISource] = []
    /// The files in the order of their types: a file comes behind its imports.
    private var ordered: [APIFile] = []
    private var known: Set<String> = []
    /// The paths from the root to the file being read.
    private var chain: [String] = []

    /// All files: parsed, the root last, and their text, the root first.
    static func load(
        from root: APISource, read: Reader, _ report: CheckReport
    ) -> (files: [APIFile], sources: [APISource]) {
        var loader = ImportLoader(report: report)
        loader.visit(root, path: ImportPath.normalize(root.name), read: read)
        return (loader.ordered, loader.sources)
    }

    private init(report: CheckReport) {
        self.report = report
    }

    private mutating func visit(_ source: APISource, path: String, read: Reader) {
        known.insert(path)
        chain.append(path)
        let file = APIParser.parse(source)
        sources.append(source)
        report.add(file)
        var seen: [String: Origin] = [:]
        for case .imports(let imports) in file.declarations {
            for token in imports.paths { follow(token, in: file, &seen, read: read) }
        }
        ordered.append(file)
        chain.removeLast()
    }

    private mutating func follow(_ token: Token, in file: APIFile, _ seen: inout [String: Origin], read: Reader) {
        let origin = file.origin(token.range)
        guard let text = EntryReader.text(of: token, in: file, report) else { return }
        guard !text.isEmpty else { return report.error("an import needs a path", at: origin) }
        guard !text.hasPrefix("/") else {
            return report.error("an import's path must be relative to the file it stands in", at: origin)
        }
        let path = ImportPath.resolve(text, from: file.source.name)
        if let first = seen[path] {
            let note = Diagnostic.Note("first imported here", at: first)
            return report.warning("'\(path)' is imported twice", at: origin, notes: [note])
        }
        seen[path] = origin
        if let start = chain.firstIndex(of: path) {
            let cycle = (chain[start...] + [path]).joined(separator: " → ")
            return report.error("import cycle: \(cycle)", at: origin)
        }
        guard !known.contains(path) else { return }
        guard chain.count < Self.maximalDepth, known.count < Self.maximalFiles else {
            let bounds = "\(Self.maximalDepth) deep, \(Self.maximalFiles) files in all"
            return report.error("too many imports: the bounds are \(bounds)", at: origin)
        }
        let bytes: [UInt8]
        do throws(FileReadError) {
            bytes = try read(path)
        } catch {
            known.insert(path)
            return report.error("cannot import '\(path)': \(error.reason)", at: origin)
        }
        visit(APISource(name: path, bytes: bytes), path: path, read: read)
    }
}
