public import Settings

/// How a process stops.
public struct ShutdownSettings: Sendable {
    public static let timeout = Setting<Duration>.duration(
        "shutdown.timeout", default: .seconds(20), in: .seconds(1) ... .seconds(600),
        "How long work under way may take to finish after SIGTERM or Ctrl-C.")

    /// The settings, in the order in which they are documented.
    public static let all: [any AnySetting] = [timeout]

    /// How long work under way may take to finish.
    public var timeout: Duration

    public init(_ values: LoadedSettings) {
        timeout = values[Self.timeout]
    }
}
