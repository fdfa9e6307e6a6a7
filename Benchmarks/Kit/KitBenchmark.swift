import ArgumentParser

/// Measures what the kit's measuring itself costs. `make bench-metrics` runs it.
@main
struct KitBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kit-benchmark",
        abstract: "Measures what recording metrics costs, and how much it slows down SQL and Redis.")

    @Option(help: "A Redis to set keys in, such as redis://127.0.0.1:6390; without it Redis is left out.")
    var redis: String?

    @Option(help: "How often each comparison is repeated; the median is shown.")
    var repetitions = 5

    func run() async throws {
        tell("recording, one thread", RecordingCosts().all())
        tell("a span, begun and ended", try TracingCosts.all())
        tell("a log line", try LoggingCosts.all())
        print("| at work, a second | plain | measured | ratio | allocations each, plain | measured |")
        print("|---|--:|--:|--:|--:|--:|")
        for cost in try await SQLCosts.all(repetitions: repetitions) { print(cost.line) }
        if let redis {
            for cost in try await RedisCosts.all(url: redis, repetitions: repetitions) { print(cost.line) }
        }
    }

    private func tell(_ what: String, _ costs: [RecordingCost]) {
        print("| \(what) | ns | allocations |\n|---|--:|--:|")
        for cost in costs { print("| \(cost.name) | \(cost.nanoseconds) | \(cost.allocations) |") }
        print()
    }
}
