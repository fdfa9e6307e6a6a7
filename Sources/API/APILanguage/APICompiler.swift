/// Turns `.api` files into the model that generators read: the front door of this module.
///
/// Nothing here reads files by itself; the caller gives the closure that does.
public enum APICompiler {
    /// Parses and checks the file at a path and everything it imports.
    ///
    /// - Parameters:
    ///   - path: The root file. The paths of its imports are relative to the folder it stands in.
    ///   - read: Gives the bytes of the file at a path: `path` itself, or the importing file's folder joined with what
    ///     the `import` says, `.` and `..` resolved in the text alone. Asked once for each file. What it throws becomes
    ///     an error in the result.
    public static func check(
        path: String, read: (_ path: String) throws(FileReadError) -> [UInt8]
    ) -> CheckResult {
        let bytes: [UInt8]
        do throws(FileReadError) {
            bytes = try read(path)
        } catch {
            let range = SourceRange(at: .start)
            let diagnostic = Diagnostic(.error, "cannot read the file: \(error.reason)", file: path, range: range)
            return CheckResult(model: nil, diagnostics: [diagnostic], sources: [])
        }
        return check(APISource(name: path, bytes: bytes), read: read)
    }

    /// Parses and checks a file that was read already, and everything it imports.
    ///
    /// - Parameters:
    ///   - root: The root file. The paths of its imports are relative to the folder in its name.
    ///   - read: Gives the bytes of an imported file, as in ``check(path:read:)``.
    public static func check(
        _ root: APISource, read: (_ path: String) throws(FileReadError) -> [UInt8]
    ) -> CheckResult {
        let report = CheckReport()
        let (files, sources) = ImportLoader.load(from: root, read: read, report)
        // With a declaration or a file missing, whatever refers to it would be an error too.
        let model = report.hasErrors ? nil : APIChecker.check(files, report)
        return CheckResult(model: model, diagnostics: report.diagnostics, sources: sources)
    }

    /// Parses and checks a file that may import nothing.
    public static func check(_ source: APISource) -> CheckResult {
        check(source) { _ throws(FileReadError) in throw FileReadError("imports are not available here") }
    }
}

/// What came out of checking.
public struct CheckResult: Sendable {
    /// The model; `nil` if there was an error.
    public var model: APIModel?
    /// Errors and warnings, the root file's first, each file's in source order.
    public var diagnostics: [Diagnostic]
    /// The files that were read, the root first: what ``DiagnosticRenderer`` shows lines of.
    public var sources: [APISource]

    /// All diagnostics as text, in the form of a compiler's messages.
    public var rendered: String { DiagnosticRenderer(sources: sources).render(diagnostics) }
}

/// Says why a file could not be read.
public struct FileReadError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The reason, to stand behind a colon: `no such file`.
    public var reason: String

    /// Makes an error.
    public init(_ reason: String) {
        self.reason = reason
    }

    /// The reason.
    public var description: String { reason }
}
