/// The one label of a database's or Redis' command.
public struct CommandLabel: MetricLabels {
    public let command: String

    public init(_ command: String) {
        self.command = command
    }

    public var dimensions: [(String, String)] { [("command", command)] }
}

/// The labels of a command that failed.
public struct CommandErrorLabels: MetricLabels {
    public let command: String
    public let error: String

    public init(_ command: String, error: String) {
        self.command = command
        self.error = error
    }

    public var dimensions: [(String, String)] { [("command", command), ("error", error)] }
}
