public import Logging
public import Settings
public import Telemetry

/// What a process logs, and how its lines look.
public struct LogSettings: Sendable {
    public static let level = Setting<Logger.Level>.choice(
        "log.level", default: .info, "The least severe log lines that are written.")
    public static let format = Setting<LogFormat>.choice(
        "log.format", default: .auto,
        "How log lines look: `terminal` for people, `json` for machines, `auto` by where they go.")

    /// The settings, in the order in which they are documented.
    public static let all: [any AnySetting] = [level, format]

    /// The least severe level that is written.
    public var level: Logger.Level
    public var format: LogFormat

    public init(_ values: LoadedSettings) {
        level = values[Self.level]
        format = values[Self.format]
    }
}
