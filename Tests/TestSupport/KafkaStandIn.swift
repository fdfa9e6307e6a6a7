import Foundation
import Synchronization

/// A Kafka cluster of several brokers on loopback, in a process of its own: the tool `kafka-stand-in`.
public final class KafkaStandIn: Sendable {
    /// `host:port,host:port`
    public let brokers: String
    private let process: ChildProcess
    /// How many commands have been given: the tool answers each with a line.
    private let commands = Mutex(0)

    init(brokers: Int, topics: [String], in folder: String) async throws {
        let file = folder + "/brokers"
        let process = try ChildProcess(
            builtExecutable("kafka-stand-in"),
            ["--brokers", "\(brokers)", "--bootstrap-file", file] + topics.flatMap { ["--topic", $0] },
            environment: [:], in: folder, name: "kafka-stand-in", input: .written)
        self.process = process
        try await eventually("kafka-stand-in is ready") {
            if let exit = process.exit {
                throw NeverHappened(description: "kafka-stand-in ended with \(exit): \(process.errors)")
            }
            return process.output.contains("\n")
        }
        self.brokers = try String(contentsOfFile: file, encoding: .utf8)
    }

    /// Gives the cluster a command, as `kafka-stand-in --help` lists them, and returns when it has obeyed.
    /// - Throws: ``NeverHappened`` where it does not obey.
    public func command(_ line: String) async throws {
        let number = commands.withLock { count in
            count += 1
            return count
        }
        try process.write(line)
        var answer = ""
        try await eventually("kafka-stand-in obeys «\(line)»") {
            // The first line says that it is ready.
            let lines = process.output.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
            guard lines.count > number else { return false }
            answer = String(lines[lines.startIndex + number - 1])
            return true
        }
        guard answer == "ok" else { throw NeverHappened(description: "kafka-stand-in: «\(line)»: \(answer)") }
    }

    /// Closes a broker's connections, and takes no new ones; all brokers' if none is given.
    public func takeDown(_ broker: Int? = nil) async throws {
        try await command("down \(broker.map { "\($0)" } ?? "all")")
    }

    /// Takes connections again after ``takeDown(_:)``.
    public func bringUp(_ broker: Int? = nil) async throws {
        try await command("up \(broker.map { "\($0)" } ?? "all")")
    }

    /// Ends the cluster and all that it holds.
    func end() async throws {
        process.send(SIGKILL)
        _ = try await process.waitForExit()
    }
}

/// Runs `body` with a Kafka cluster of its own, and ends the cluster whatever happens.
/// - Parameter topics: topics to begin with, each as `name:partitions`.
public func withKafkaStandIn<Value>(
    brokers: Int = 3, topics: [String] = [], _ body: (KafkaStandIn) async throws -> Value
) async throws -> Value {
    try await withTemporaryDirectory { folder in
        let cluster = try await KafkaStandIn(brokers: brokers, topics: topics, in: folder)
        do {
            let value = try await body(cluster)
            try await cluster.end()
            return value
        } catch {
            // The error of the test is the one to see; the signal ends the process anyway.
            try? await cluster.end()
            throw error
        }
    }
}
