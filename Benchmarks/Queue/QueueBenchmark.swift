import ArgumentParser
import Foundation
import Logging

/// Measures the task queue on a Redis that is there for it alone. `Benchmarks/queue` runs it and prints the tables.
///
/// Each command prints one JSON object of figures.
@main
struct QueueBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue-benchmark",
        subcommands: [EnqueueLoad.self, Drain.self, StartLatency.self, DueLateness.self, Fill.self, ScriptCalls.self])
}

/// What every command needs to know.
struct Target: ParsableArguments {
    @Option(help: "A Redis that may be flushed, such as redis://127.0.0.1:6390.")
    var redis: String
}

/// Prints figures as one line of JSON.
func report(_ figures: [String: Double]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    print(String(decoding: try encoder.encode(figures), as: UTF8.self))
}
