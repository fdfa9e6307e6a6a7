import Logging
import ServiceLifecycle
import ServiceLifecycleTestKit
import TestSupport
import Testing

@testable import ServiceKit

@Suite("The lifecycle of a process")
struct ProcessLifecycleTests {
    private let diary = Diary()
    private let readiness = Readiness()
    private let log = RecordedLog()

    private func lifecycle(
        _ parts: [ServicePart], delay: Duration = .zero, dependencies: [Dependency] = []
    ) -> ProcessLifecycle {
        var lifecycle = ProcessLifecycle(
            parts, dependencies: dependencies, readiness: readiness, settings: ShutdownSettings(delay: delay),
            logger: log.logger, onStarted: { diary.note("started") })
        lifecycle.signals = []
        return lifecycle
    }

    private func recorded(_ names: String...) -> [ServicePart] {
        names.map { RecordedPart(name: $0, diary: diary).part }
    }

    @Test("starts the parts in their order and stops them the other way round")
    func order() async throws {
        let lifecycle = lifecycle(recorded("database", "rpc", "http"))
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await lifecycle.run() }
                try await eventually("all parts run") { readiness.report.isReady }
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
            }
        }
        #expect(
            diary.entries == [
                "database starts", "rpc starts", "http starts", "started", "http stops", "rpc stops", "database stops",
            ])
        #expect(readiness.report.phase == .stopping)
    }

    @Test("holds a part back until the one before it does its work, and is not ready before")
    func gates() async throws {
        let opening = AsyncStream.makeStream(of: Void.self)
        let slow = ServicePart("slow", RecordedPart(name: "slow", diary: diary)) {
            await opening.stream.first { _ in true } != nil
        }
        let lifecycle = lifecycle([slow] + recorded("next"))
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await lifecycle.run() }
                try await eventually("the first part runs") { diary.entries == ["slow starts"] }
                #expect(readiness.report.phase == .starting)
                opening.continuation.yield()
                try await eventually("all parts run") { readiness.report.isReady }
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
            }
        }
        #expect(diary.entries.prefix(3) == ["slow starts", "next starts", "started"])
    }

    @Test("can be stopped while a part has not started; what comes after it never does")
    func stoppedEarly() async throws {
        let opening = AsyncStream.makeStream(of: Void.self)
        let slow = ServicePart("slow", RecordedPart(name: "slow", diary: diary)) {
            // As a server does, the part ends its waiters when it ends itself.
            await cancelWhenGracefulShutdown { await opening.stream.first { _ in true } } != nil
        }
        let lifecycle = lifecycle([slow] + recorded("next"))
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await lifecycle.run() }
                try await eventually("the first part runs") { diary.entries == ["slow starts"] }
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
            }
        }
        #expect(diary.entries == ["slow starts", "slow stops"])
    }

    private struct DiskFull: Error {}

    @Test("ends with the part that failed, named, after the others have stopped in good order")
    func failure() async throws {
        let failing = RecordedPart(name: "relay", diary: diary, end: .byError(DiskFull())).part
        let failure = await #expect(throws: PartFailure.self) {
            try await lifecycle(recorded("database") + [failing]).run()
        }
        #expect(failure?.part == "relay")
        #expect(failure?.cause is DiskFull)
        #expect(failure.map { "\($0)" } == "relay failed: DiskFull()")
        #expect(diary.entries.last == "database stops")
        #expect(readiness.report.phase == .stopping)
        #expect(log.warnings.contains("the process ends, as a part of it has ended"))
    }

    @Test("ends with a part that ends by itself, which is a failure too")
    func endedByItself() async throws {
        let short = RecordedPart(name: "worker", diary: diary, end: .byItself).part
        let failure = await #expect(throws: PartFailure.self) { try await lifecycle([short]).run() }
        #expect(failure.map { "\($0)" } == "worker ended by itself")
    }
}
