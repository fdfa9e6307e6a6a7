import ArgumentParser
import Foundation
import NIOCore
import Redis
import TaskQueue
import TaskQueueRedis

/// Loads the broker's scripts and prints the calls for `redis-benchmark` to repeat, byte for character.
struct ScriptCalls: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "scripts")

    @OptionGroup var target: Target

    func run() async throws {
        // redis-benchmark puts a random number in its place, so each call is about a task of its own.
        let message = TaskMessage(
            id: "__rand_int__", type: "bench", payload: Bench.payload, queue: "default", maxRetry: 25,
            timeout: .seconds(1800))
        let calls = ["enqueue": ScriptCall.enqueue(message), "dequeue": .dequeue(from: "default", limit: 1)]
        try await Bench.run(on: target.redis) { bench in
            var commands: [String: [String]] = [:]
            for (name, call) in calls {
                _ = try await bench.redis.send(RedisCommand("SCRIPT", "LOAD", .text(call.script.source)))
                commands[name] =
                    ["EVALSHA", call.script.sha1, String(call.keys.count)] + call.keys
                    + call.arguments.map(\.characters)
            }
            print(String(decoding: try JSONEncoder().encode(commands), as: UTF8.self))
        }
    }
}

extension RedisArgument {
    /// One character for each byte.
    fileprivate var characters: String {
        let bytes: [UInt8] =
            switch self {
            case .text(let text): Array(text.utf8)
            case .integer(let number): Array(String(number).utf8)
            case .bytes(let bytes): bytes
            case .buffer(let buffer): Array(buffer.readableBytesView)
            }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}
