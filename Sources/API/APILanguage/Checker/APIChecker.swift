/// Turns a file and its imports into the model that renderers use: the front door of this module.
public enum APIChecker {
    /// Parses and checks `root` and everything it imports.
    ///
    /// - Parameters:
    ///   - root: The file to start from. Its name is what import paths are relative to.
    ///   - load: Gives the file at a path: the importing file's folder joined with the path in the `import`, `..` and `.`
    ///     resolved in the text alone. Asked once for each file. What it throws becomes an error at the `import`.
    public static func check(_ root: APISource, load: (_ path: String) throws -> APISource) -> CheckResult {
        let (files, sources, loaded) = withoutActuallyEscaping(load) { load in
            var loader = ImportLoader(load: load)
            return (loader.loadAll(from: root), loader.sources, loader.report)
        }
        var report = loaded
        // With a declaration or a file missing, whatever refers to it would be an error too.
        guard !report.hasErrors else {
            return CheckResult(model: nil, diagnostics: report.diagnostics, sources: sources)
        }
        let info = checkHeads(of: files, &report)
        var resolver = TypeResolver(table: TypeTable(files, &report), report: report)
        resolver.resolveAll()
        report = resolver.report
        var types = resolver.types
        let areTypesSound = !report.hasErrors
        if areTypesSound {
            types = StructFlattener.flatten(RecursionCheck.check(types, &report), &report)
        }
        var checker = ServiceChecker(
            resolver: resolver, model: areTypesSound && !report.hasErrors ? APIModel(types: types) : nil)
        checker.resolver.report = report
        let service = checker.check(files)
        report = checker.resolver.report
        let model = report.hasErrors ? nil : APIModel(info: info, types: types, service: service)
        return CheckResult(model: model, diagnostics: report.diagnostics, sources: sources)
    }

    /// Checks a file that may import nothing.
    public static func check(_ source: APISource) -> CheckResult {
        check(source) { (_: String) throws(ImportsNotAvailable) in throw ImportsNotAvailable() }
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
}

private struct ImportsNotAvailable: Error, CustomStringConvertible {
    var description: String { "imports are not available here" }
}
