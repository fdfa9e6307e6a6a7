import Foundation

/// The tool `kafka-stand-in`, as it was built beside this one.
final class StandInCluster {
    let brokers: String
    private let process: Process
    /// The tool ends with its input.
    private let input = Pipe()

    init(topics: [String]) throws {
        let tool = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent("kafka-stand-in")
        guard FileManager.default.isExecutableFile(atPath: tool.path) else {
            throw BenchmarkError(
                "\(tool.path) is missing: build it with swift build -c release --product kafka-stand-in")
        }
        process = Process()
        process.executableURL = tool
        process.arguments = topics.flatMap { ["--topic", "\($0):\(Load.partitions)"] }
        process.standardInput = input
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var line = ""
        while !line.contains("\n") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw BenchmarkError("kafka-stand-in did not start") }
            line += String(decoding: data, as: UTF8.self)
        }
        brokers = String(line.dropFirst("ready ".count).prefix { $0 != "\n" })
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
