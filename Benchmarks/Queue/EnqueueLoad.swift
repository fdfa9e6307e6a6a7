import ArgumentParser
import TaskQueue
import TaskQueueRedis

/// Enqueues one task after the other from some callers at a time.
struct EnqueueLoad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "enqueue")

    @OptionGroup var target: Target
    @Option var callers: Int
    @Option var seconds: Double = 3
    @Flag(help: "Runs the callers where the broker's calls cost least.") var onExecutor = false

    func run() async throws {
        let (callers, seconds, onExecutor) = (callers, seconds, onExecutor)
        try await Bench.run(on: target.redis) { bench in
            let client = TaskQueueClient(broker: bench.broker)
            let before = try Usage.now()
            let start = ContinuousClock.now
            let deadline = start + .seconds(seconds)
            let count = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<callers {
                    group.addTask(executorPreference: onExecutor ? bench.broker.executor : nil) {
                        var count = 0
                        while ContinuousClock.now < deadline {
                            try await client.enqueue(type: "bench", payload: Bench.payload)
                            count += 1
                        }
                        return count
                    }
                }
                return try await group.reduce(0, +)
            }
            let elapsed = start.elapsed
            let cpu = try Usage.now().cpu - before.cpu
            try report(["count": Double(count), "rate": Double(count) / elapsed, "cpu": cpu / Double(count) * 1e6])
        }
    }
}
