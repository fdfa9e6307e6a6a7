/// Collects what is wrong with several files. One is passed along through all stages of a check.
final class CheckReport {
    private var bags: [String: DiagnosticBag] = [:]
    /// The files' names in the order of their messages.
    private var files: [String] = []

    /// Adds a file and what its parser said.
    func add(_ file: APIFile) {
        var bag = DiagnosticBag(file: file.source.name)
        for diagnostic in file.diagnostics { bag.add(diagnostic) }
        bags[file.source.name] = bag
        files.append(file.source.name)
    }

    /// Adds an error. The message is only made if there is room for it.
    func error(_ message: @autoclosure () -> String, at origin: Origin, notes: [Diagnostic.Note] = []) {
        bags[origin.file]?.add(.error, message, at: origin.range, notes: notes)
    }

    /// Adds a warning. The message is only made if there is room for it.
    func warning(_ message: @autoclosure () -> String, at origin: Origin, notes: [Diagnostic.Note] = []) {
        bags[origin.file]?.add(.warning, message, at: origin.range, notes: notes)
    }

    var hasErrors: Bool { bags.values.contains(where: \.hasErrors) }

    var diagnostics: [Diagnostic] { files.flatMap { bags[$0]?.diagnostics ?? [] } }
}

extension Diagnostic.Note {
    init(_ message: String, at origin: Origin) {
        self.init(message, file: origin.file, range: origin.range)
    }
}

extension APIFile {
    /// The place of a range in this file.
    func origin(_ range: SourceRange) -> Origin {
        Origin(file: source.name, range: range)
    }
}
