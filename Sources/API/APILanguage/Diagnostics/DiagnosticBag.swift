/// Collects what is wrong with one file, up to a bound.
struct DiagnosticBag {
    /// More errors than that in one file are no help to anyone.
    static let limit = 100

    let file: String
    private var collected: [Diagnostic] = []
    private(set) var hasErrors = false
    private var wasCutOff = false

    init(file: String) {
        self.file = file
    }

    private var isFull: Bool { collected.count >= Self.limit }

    mutating func add(_ diagnostic: Diagnostic) {
        if diagnostic.severity == .error { hasErrors = true }
        if isFull {
            wasCutOff = true
        } else {
            collected.append(diagnostic)
        }
    }

    /// Adds a diagnostic of this file, whose message is only made if there is room for it.
    mutating func add(
        _ severity: Diagnostic.Severity, _ message: () -> String, at range: SourceRange, notes: [Diagnostic.Note]
    ) {
        add(Diagnostic(severity, isFull ? "" : message(), file: file, range: range, notes: notes))
    }

    mutating func error(_ message: String, at range: SourceRange, notes: [Diagnostic.Note] = []) {
        add(Diagnostic(.error, message, file: file, range: range, notes: notes))
    }

    /// All of them in source order; the last says so if some were left out.
    var diagnostics: [Diagnostic] {
        var result = collected.enumerated()
            .sorted { ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset) }
            .map(\.element)
        if wasCutOff, let last = result.last {
            let message = "too many errors in this file; the rest is not shown"
            result.append(Diagnostic(hasErrors ? .error : .warning, message, file: file, range: last.range))
        }
        return result
    }
}
