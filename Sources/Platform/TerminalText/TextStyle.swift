/// How words stand out.
public enum TextStyle: Sendable {
    case plain, coloured

    /// The style for what is written to a terminal or elsewhere: coloured on a terminal, unless `NO_COLOR` says
    /// otherwise (no-color.org: any value but the empty one), or the terminal knows no colours.
    public init(onTerminal isTerminal: Bool, environment: [String: String]) {
        let isWanted = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
        self = isTerminal && isWanted ? .coloured : .plain
    }

    public func bold(_ text: String) -> String { wrap(text, "1") }
    public func dim(_ text: String) -> String { wrap(text, "2") }
    public func good(_ text: String) -> String { wrap(text, "32") }
    public func bad(_ text: String) -> String { wrap(text, "31") }
    /// Something to look at that is not wrong, such as a queue that an operator paused.
    public func notable(_ text: String) -> String { wrap(text, "33") }

    private func wrap(_ text: String, _ code: String) -> String {
        self == .plain || text.isEmpty ? text : "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
