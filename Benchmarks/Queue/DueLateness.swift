import ArgumentParser
import Clocks
import TaskQueue
import TaskQueueRedis

/// Schedules tasks and measures how long after its time each one starts: all due at one moment, or one after the other.
struct DueLateness: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "due")

    @OptionGroup var target: Target
    @Option var tasks: Int = 20_000
    @Option(help: "Seconds between two due times; 0 has all tasks due at one moment.") var spacing: Double = 0
    @Option var concurrency: Int = 10

    func run() async throws {
        let (tasks, spacing, concurrency) = (tasks, spacing, concurrency)
        try await Bench.run(on: target.redis) { bench in
            let clock = bench.broker.clock
            let samples = Samples(expecting: tasks)
            var router = TaskRouter()
            router.handle(type: "bench") { message, _ in
                guard let due = Int64(String(decoding: message.payload, as: UTF8.self)) else { return }
                samples.add(Double(clock.now.nanoseconds - due) / 1e9)
            }
            let first = clock.now + .seconds(3)
            let requests = (0..<tasks).map { number in
                let due = first + .nanoseconds(Int64(Double(number) * spacing * 1e9))
                return TaskRequest(
                    type: "bench", payload: Array("\(due.nanoseconds)".utf8), options: TaskOptions(processAt: due))
            }
            try await bench.withWorker(.init(concurrency: concurrency), router) {
                for start in stride(from: 0, to: tasks, by: 500) {
                    try await TaskQueueClient(broker: bench.broker).enqueue(
                        Array(requests[start..<min(start + 500, tasks)]))
                }
                guard clock.now < first else { throw ValidationError("scheduling took longer than 3 s") }
                await samples.waitForAll()
                try report(samples.figures)
            }
        }
    }
}
