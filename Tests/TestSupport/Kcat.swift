import Foundation

/// A run of `kcat`, which speaks to Kafka through nothing of ours.
public struct Kcat: Sendable {
    public let process: ChildProcess

    /// Starts it on a cluster.
    /// - Parameter input: what it reads, for producing.
    public init(_ cluster: KafkaCluster, _ arguments: [String], input: String? = nil, in folder: String) throws {
        let name = "kcat-\(UUID().uuidString.prefix(8))"
        var handle: FileHandle?
        if let input {
            let file = "\(folder)/\(name).in"
            try input.write(toFile: file, atomically: true, encoding: .utf8)
            handle = FileHandle(forReadingAtPath: file)
        }
        process = try ChildProcess(
            installedExecutable("kcat", of: "kcat"), ["-b", cluster.brokers] + arguments, environment: [:], in: folder,
            name: name, input: handle.map { .file($0) } ?? .nothing)
    }

    /// What it has written, line by line.
    public var lines: [String] {
        process.output.split(separator: "\n").map(String.init)
    }

    /// Runs it to its end and returns what it wrote.
    /// - Throws: ``NeverHappened`` where it fails.
    @discardableResult
    public static func run(
        _ cluster: KafkaCluster, _ arguments: [String], input: String? = nil
    ) async throws -> [String] {
        try await withTemporaryDirectory { folder in
            let kcat = try Kcat(cluster, arguments, input: input, in: folder)
            guard try await kcat.process.waitForExit() == .status(0) else {
                throw NeverHappened(description: "kcat failed: \(kcat.process.errors)")
            }
            return kcat.lines
        }
    }
}
