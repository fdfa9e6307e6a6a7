/// A command with its arguments.
///
///     RedisCommand("SET", "greeting", "hello", "EX", 60)
public struct RedisCommand: Sendable, Hashable {
    /// The command's name, `SET`; subcommands are arguments.
    public var name: String
    public var arguments: [RedisArgument]

    public init(_ name: String, arguments: [RedisArgument]) {
        self.name = name
        self.arguments = arguments
    }

    public init(_ name: String, _ arguments: RedisArgument...) {
        self.init(name, arguments: arguments)
    }
}

extension RedisCommand {
    /// How many bytes it may take on the wire, rounded up.
    var encodedBytesBound: Int {
        arguments.reduce(name.utf8.count + 2 * RESPEncoder.argumentOverhead) { $0 + $1.encodedBytesBound }
    }
}
