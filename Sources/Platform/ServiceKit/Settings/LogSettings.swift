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
    public static let slowThreshold = Setting<Duration>.duration(
        "log.slowThreshold", default: .milliseconds(500), in: .milliseconds(1) ... .seconds(3600),
        "A request, a call, a statement or a Redis command that takes as long is logged as slow.")

    /// The settings, in the order in which they are documented.
    public static let all: [any AnySetting] = [level, format, slowThreshold]

    /// The least severe level that is written, to begin with.
    public var level: Logger.Level
    public var format: LogFormat
    /// What logs the calls that took long.
    public var slowCalls: SlowCallLog

    public init(_ values: LoadedSettings) {
        level = values[Self.level]
        format = values[Self.format]
        slowCalls = SlowCallLog(threshold: values[Self.slowThreshold])
    }
}
