import Clocks
import CoreMetrics
import Dispatch
import NIOCore
import NIOPosix
import RuntimeMetrics
import ServiceLifecycle
import ServiceLifecycleTestKit
import TestSupport
import Testing

@Suite("The lag of event loops and tasks", .timeLimit(.minutes(10)))
struct LagProbeTests {
    private let metrics = RecordedMetrics()
    private let clock = ManualWallClock()

    private func lags(_ loop: Int) -> [Double] { metrics.values("event_loop_lag_seconds{loop=\(loop)}") }

    @Test("is long where a loop is blocked, and not where another one is")
    func blocked() async throws {
        let loops = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let all = Array(loops.makeIterator())
        let mayGoOn = DispatchSemaphore(value: 0)
        all[0].execute { _ = mayGoOn.wait(timeout: .now() + 30) }
        let probe = LagProbe(eventLoops: loops, clock: clock, metrics: metrics)
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup { group in
                group.addTask { try await probe.run() }
                try await eventually("the free loop is measured") { lags(1).count == 1 }
                try await eventually("tasks are measured") { metrics.values("task_start_lag_seconds{}").count == 1 }
                #expect(lags(0).isEmpty)
                mayGoOn.signal()
                try await eventually("the blocked loop is measured") { lags(0).count == 1 }
                #expect(lags(0)[0] > lags(1)[0])
                // The next round comes with the clock.
                #expect(lags(1).count == 1)
                try await eventually("all sleep") {
                    clock.advance(by: .seconds(1))
                    return lags(0).count >= 2 && lags(1).count >= 2
                }
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
            }
        }
        try await loops.shutdownGracefully()
    }
}
