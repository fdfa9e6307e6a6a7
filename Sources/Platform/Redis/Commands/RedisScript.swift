import Crypto

/// A Lua script that runs on the server in one atomic step.
public struct RedisScript: Sendable {
    /// What logs and errors call it.
    public let name: String
    public let source: String
    /// The SHA-1 of the source in hexadecimal, by which the server knows it once it has seen it.
    public let sha1: String
    /// The first two arguments of `EVALSHA`, encoded once.
    let encodedEvalSHA: [UInt8]

    public init(name: String, source: String) {
        self.name = name
        self.source = source
        let digits = Array("0123456789abcdef".utf8)
        let hex = Insecure.SHA1.hash(data: Array(source.utf8)).flatMap { byte in
            [digits[Int(byte >> 4)], digits[Int(byte & 0x0F)]]
        }
        sha1 = String(decoding: hex, as: UTF8.self)
        encodedEvalSHA = Array("$7\r\nEVALSHA\r\n$40\r\n\(sha1)\r\n".utf8)
    }
}

extension RedisScript {
    /// `EVAL` with the source.
    func evalCommand(keys: [String], arguments: [RedisArgument]) -> RedisCommand {
        RedisCommand("EVAL", arguments: [.text(source)] + Self.operands(keys, arguments))
    }

    /// `EVALSHA` with the hash.
    func evalSHACommand(keys: [String], arguments: [RedisArgument]) -> RedisCommand {
        RedisCommand("EVALSHA", arguments: [.text(sha1)] + Self.operands(keys, arguments))
    }

    /// How many bytes an `EVALSHA` may take, rounded up.
    func encodedBytesBound(keys: [String], arguments: [RedisArgument]) -> Int {
        var bound = encodedEvalSHA.count + 2 * RESPEncoder.integerBound
        for key in keys { bound += key.utf8.count + RESPEncoder.argumentOverhead }
        for argument in arguments { bound += argument.encodedBytesBound }
        return bound
    }

    private static func operands(_ keys: [String], _ arguments: [RedisArgument]) -> [RedisArgument] {
        [.integer(Int64(keys.count))] + keys.map(RedisArgument.text) + arguments
    }
}
