import ServiceLifecycle
import ServiceLifecycleTestKit
import Synchronization
import TestSupport
import Testing

@testable import ServiceKit

/// A dependency that is as a test says.
private final class Fickle: Sendable {
    enum Mood { case well, failing, hanging }

    private let mood: Mutex<Mood>
    private let waiting = Mutex<UnsafeContinuation<Void, Never>?>(nil)

    init(_ mood: Mood) {
        self.mood = Mutex(mood)
    }

    func become(_ new: Mood) {
        mood.withLock { $0 = new }
    }

    private struct Refused: Error {}

    func check() async throws {
        switch mood.withLock({ $0 }) {
        case .well: return
        case .failing: throw Refused()
        // Does not heed its cancellation, as a call into a C library.
        case .hanging: await withUnsafeContinuation { continuation in waiting.withLock { $0 = continuation } }
        }
    }

    /// Has the check answer that hangs.
    func letGo() {
        waiting.withLock { waiting in
            waiting?.resume()
            waiting = nil
        }
    }
}

@Suite("The watch over dependencies")
struct DependencyWatchTests {
    private let readiness = Readiness()
    private let log = RecordedLog()

    private func watching(
        _ dependencies: [Dependency], patience: Duration = .seconds(10), _ body: () async throws -> Void
    ) async throws {
        let watch = DependencyWatch(
            dependencies, readiness: readiness, interval: .milliseconds(5), patience: patience, logger: log.logger)
        readiness.start()
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await watch.run() }
                do {
                    try await body()
                } catch {
                    trigger.triggerGracefulShutdown()
                    throw error
                }
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
            }
        }
    }

    @Test("counts a dependency as failing until it has answered")
    func unknown() {
        _ = DependencyWatch(
            [Dependency("orders") {}], readiness: readiness, interval: .seconds(1), patience: .seconds(1),
            logger: log.logger)
        readiness.start()
        #expect(readiness.report == .init(phase: .running, failing: ["orders"]))
    }

    @Test("names the dependencies that fail, and sees them recover")
    func failing() async throws {
        let orders = Fickle(.failing)
        try await watching([Dependency("orders", check: orders.check), Dependency("queue") {}]) {
            try await eventually("the queue answers") { readiness.report.failing == ["orders"] }
            #expect(!readiness.report.isReady)
            orders.become(.well)
            try await eventually("the process is ready") { readiness.report.isReady }
            orders.become(.failing)
            try await eventually("the process is not ready") { readiness.report.failing == ["orders"] }
        }
        // Each change is one line, however often it was asked.
        #expect(log.warnings == ["not ready: a dependency fails"])
    }

    @Test("does not wait for a dependency that hangs")
    func hanging() async throws {
        let orders = Fickle(.well)
        try await watching([Dependency("orders", check: orders.check)], patience: .milliseconds(20)) {
            try await eventually("the process is ready") { readiness.report.isReady }
            orders.become(.hanging)
            try await eventually("the process is not ready") { readiness.report.failing == ["orders"] }
            orders.become(.well)
            orders.letGo()
            try await eventually("the process is ready again") { readiness.report.isReady }
        }
    }

    @Test("tells observers of each change, and of no readiness after the process has begun to stop")
    func observers() async throws {
        let changes = Mutex<[Bool]>([])
        readiness.observe { isReady in changes.withLock { $0.append(isReady) } }
        try await watching([Dependency("orders") {}]) {
            try await eventually("the process is ready") { readiness.report.isReady }
            readiness.stop()
            #expect(!readiness.report.isReady)
            readiness.start()
        }
        #expect(changes.withLock { $0 } == [true, false])
        #expect(readiness.report.phase == .stopping)
    }
}
