import Logging

/// The escape sequences that colour a line, empty where there are to be no colours.
struct TerminalColours {
    let dimmed: String
    let reset: String
    private let levels: [Logger.Level: String]

    static let none = TerminalColours(dimmed: "", reset: "", levels: [:])
    static let standard = TerminalColours(
        dimmed: "\u{1B}[2m", reset: "\u{1B}[0m",
        levels: [
            .trace: "\u{1B}[2m", .debug: "\u{1B}[36m", .info: "\u{1B}[32m", .notice: "\u{1B}[34m",
            .warning: "\u{1B}[33m", .error: "\u{1B}[31m", .critical: "\u{1B}[1;31m",
        ])

    func level(_ level: Logger.Level) -> String {
        levels[level] ?? ""
    }

    /// Whether lines are to be coloured: on a terminal that knows colours, unless `NO_COLOR` says otherwise
    /// (no-color.org: any value but the empty one).
    static func areWanted(on output: LogOutput, environment: (String) -> String?) -> Bool {
        output.isTerminal && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
    }
}
