/// Collects what is wrong with several files.
struct CheckReport {
    private var bags: [String: DiagnosticBag] = [:]
    /// The files' names in the order of their messages.
    private var files: [String] = []

    /// Adds a file and what its parser said.
    mutating func add(_ file: APIFile) {
        var bag = DiagnosticBag(file: file.source.name)
        for diagnostic in file.diagnostics { bag.add(diagnostic) }
        bags[file.source.name] = bag
        files.append(file.source.name)
    }

    mutating func error(_ message: String, at origin: Origin, notes: [Diagnostic.Note] = []) {
        bags[origin.file]?.error(message, at: origin.range, notes: notes)
    }

    mutating func warning(_ message: String, at origin: Origin, notes: [Diagnostic.Note] = []) {
        bags[origin.file]?.warning(message, at: origin.range, notes: notes)
    }

    var hasErrors: Bool { bags.values.contains(where: \.hasErrors) }

    /// Whether further messages of this file are dropped.
    func isFull(_ file: String) -> Bool { bags[file]?.isFull ?? false }

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
