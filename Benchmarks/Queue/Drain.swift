import ArgumentParser
import TaskQueue

/// Runs a full queue of tasks that do nothing.
struct Drain: AsyncParsableCommand {
    @OptionGroup var target: Target
    @Option var concurrency: Int
    @Option var tasks: Int = 50_000

    func run() async throws {
        let (tasks, concurrency) = (tasks, concurrency)
        try await Bench.run(on: target.redis) { bench in
            let idle = try Usage.now()
            try await bench.fill(tasks)
            let handled = Samples(expecting: tasks)
            var router = TaskRouter()
            router.handle(type: "bench") { _, _ in handled.add(0) }
            let before = try Usage.now()
            let start = ContinuousClock.now
            try await bench.withWorker(.init(concurrency: concurrency), router) {
                await handled.waitForAll()
                let elapsed = start.elapsed
                let after = try Usage.now()
                try report([
                    "count": Double(tasks), "rate": Double(tasks) / elapsed,
                    "cpu": (after.cpu - before.cpu) / Double(tasks) * 1e6,
                    "memoryBefore": idle.memory, "memoryAfter": after.memory,
                ])
            }
        }
    }
}
