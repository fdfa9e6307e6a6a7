import ArgumentParser
import Foundation
import TaskQueue

/// Enqueues tasks at a steady rate and measures how long after the call each one starts.
struct StartLatency: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "latency")

    @OptionGroup var target: Target
    @Option(help: "Tasks a second.") var rate: Double
    @Option var seconds: Double = 5
    @Option var concurrency: Int = 10

    func run() async throws {
        let (rate, count, concurrency) = (rate, Int(rate * seconds), concurrency)
        try await Bench.run(on: target.redis) { bench in
            let client = TaskQueueClient(broker: bench.broker)
            let origin = ContinuousClock.now
            let samples = Samples(expecting: count)
            var router = TaskRouter()
            router.handle(type: "bench") { message, _ in
                // The payload is the moment of the call, in seconds since the origin.
                guard let called = Double(String(decoding: message.payload, as: UTF8.self)) else { return }
                samples.add(origin.elapsed - called)
            }
            try await bench.withWorker(.init(concurrency: concurrency), router) {
                try await Task.sleep(for: .seconds(1))  // The worker settles down.
                let start = ContinuousClock.now
                for number in 0..<count {
                    try await Task.sleep(until: start + .seconds(Double(number) / rate), clock: .continuous)
                    try await client.enqueue(type: "bench", payload: Array("\(origin.elapsed)".utf8))
                }
                await samples.waitForAll()
                try report(samples.figures)
            }
        }
    }
}
