/// How log lines look.
public enum LogFormat: String, Sendable, CaseIterable {
    /// ``terminal`` where the output is a terminal, ``json`` elsewhere.
    case auto
    /// Coloured lines for a person to read: ``TerminalLogHandler``.
    case terminal
    /// One JSON object a line, for a log collector: ``JSONLinesLogHandler``.
    case json

    /// What ``auto`` means on `output`; the other formats are themselves.
    func resolved(for output: LogOutput) -> LogFormat {
        guard self == .auto else { return self }
        return output.isTerminal ? .terminal : .json
    }
}
