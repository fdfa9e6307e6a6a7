import ArgumentParser

/// Fills the queue, for `redis-benchmark` to empty.
struct Fill: AsyncParsableCommand {
    @OptionGroup var target: Target
    @Option var tasks: Int

    func run() async throws {
        let tasks = tasks
        try await Bench.run(on: target.redis) { try await $0.fill(tasks) }
        try report(["count": Double(tasks)])
    }
}
