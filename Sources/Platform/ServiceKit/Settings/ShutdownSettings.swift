public import Settings

/// How a process stops.
public struct ShutdownSettings: Sendable {
    public static let delay = Setting<Duration>.duration(
        "shutdown.delay", default: .zero, in: .zero ... .seconds(120),
        """
        How long a process goes on after SIGTERM or Ctrl-C while it says that it is not ready, so that no more requests \
        are sent to it. On Kubernetes 5s.
        """)
    public static let timeout = Setting<Duration>.duration(
        "shutdown.timeout", default: .seconds(20), in: .seconds(1) ... .seconds(600),
        "How long work under way may take to finish after that. A second signal ends the process at once.")

    /// The settings, in the order in which they are documented.
    public static let all: [any AnySetting] = [delay, timeout]

    /// How long the process goes on while it says that it is not ready.
    public var delay: Duration
    /// How long work under way may take to finish after that.
    public var timeout: Duration

    public init(_ values: LoadedSettings) {
        delay = values[Self.delay]
        timeout = values[Self.timeout]
    }

    public init(delay: Duration = .zero, timeout: Duration = .seconds(20)) {
        self.delay = delay
        self.timeout = timeout
    }
}
