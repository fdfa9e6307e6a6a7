public import Clocks
public import CoreMetrics
import Dispatch
public import NIOCore
import Resilience
public import ServiceLifecycle

/// Measures, once a second, how long what is ready has to wait until it runs: on each event loop, and in the pool of
/// threads that tasks share.
///
/// Both are milliseconds at most in a process that is well; a loop or a pool in which something blocks is slower for
/// all.
public struct LagProbe: Service {
    private let eventLoops: [any EventLoop]
    private let interval: Duration
    private let clock: any WallClock
    private let loopLags: [CoreMetrics.Timer]
    private let taskLag: CoreMetrics.Timer

    /// - Parameters:
    ///   - eventLoops: the loops to measure, which must not be shut down before this has ended.
    ///   - interval: how long to wait between two measurements.
    public init(
        eventLoops: any EventLoopGroup, interval: Duration = .seconds(1), clock: any WallClock = SystemWallClock(),
        metrics factory: any MetricsFactory = MetricsSystem.factory
    ) {
        self.eventLoops = Array(eventLoops.makeIterator())
        self.interval = interval
        self.clock = clock
        loopLags = self.eventLoops.indices.map { index in
            Timer(label: "event_loop_lag_seconds", dimensions: [("loop", "\(index)")], factory: factory)
        }
        taskLag = Timer(label: "task_start_lag_seconds", dimensions: [], factory: factory)
    }

    /// Measures until graceful shutdown or cancellation.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup { group in
                // Each by itself, so that a loop that is stuck does not hide the others.
                for (loop, timer) in zip(eventLoops, loopLags) {
                    group.addTask { await self.repeatedly { await Self.measure(loop, timer) } }
                }
                group.addTask { await self.repeatedly { await self.measureTasks() } }
            }
        }
    }

    private func repeatedly(_ measure: () async -> Void) async {
        while !Task.isCancelled {
            await measure()
            // Only cancellation ends a sleep early, and with it the loop.
            do { try await clock.sleep(for: interval) } catch { return }
        }
    }

    private static func measure(_ loop: any EventLoop, _ timer: CoreMetrics.Timer) async {
        let asked = MonotonicTime.now
        let ran = await withCheckedContinuation { continuation in
            loop.execute { continuation.resume(returning: MonotonicTime.now) }
        }
        timer.recordNanoseconds(ran.nanoseconds - asked.nanoseconds)
    }

    private func measureTasks() async {
        let ready = await withCheckedContinuation { continuation in
            // From outside the pool, so that the pool has to take the task up again.
            DispatchQueue.global().async { continuation.resume(returning: MonotonicTime.now) }
        }
        taskLag.recordNanoseconds(MonotonicTime.now.nanoseconds - ready.nanoseconds)
    }
}
