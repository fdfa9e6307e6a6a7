import Clocks
import TaskQueue
import TestSupport
import Testing

@Suite("a worker cancels a task that an operator wants cancelled", .timeLimit(.minutes(10)))
struct WorkerCancellationTests {
    /// Asks until the worker has heard of it, which may be about to begin to listen.
    private func cancel(_ id: String, _ scene: WorkerScene) async throws {
        try await eventually("\(id) is cancelled") {
            try await scene.broker.cancel(id)
            return try await scene.broker.task(id, in: "default").state != .active
        }
    }

    @Test("at once: its slot is free, and it is retried", arguments: BrokerFixture.all)
    func cancelled(fixture: BrokerFixture) async throws {
        let errors = Events()
        let configuration = TaskWorker.Configuration(
            concurrency: 1, onError: { error, _ in errors.report("\((error as? TaskFailure)?.code == .cancelled)") })
        try await withWorker(fixture, configuration: configuration) { router, events in
            router.handle(type: "slow") { _, _ in
                events.report("slow")
                do { try await waitForCancellation() } catch { events.report("cancelled") }
            }
            router.handle(type: "next") { _, _ in events.report("next") }
        } _: { scene in
            try await scene.client.add("a", type: "slow")
            try await scene.client.add("b", type: "next")
            #expect(await scene.events.next() == "slow")
            try await cancel("a", scene)
            #expect(Set(await scene.events.next(2)) == ["cancelled", "next"])
            #expect(await errors.next() == "true")
        } after: { scene in
            let info = try await scene.broker.task("a", in: "default")
            #expect(info.state == .retry)
            #expect(info.message.retryCount == 1)
            #expect(info.message.lastError == "cancelled by an operator")
        }
    }

    @Test("though its handler does not care, and its return counts no more", arguments: BrokerFixture.all)
    func stubborn(fixture: BrokerFixture) async throws {
        let release = Events()
        try await withWorker(fixture, configuration: .init(concurrency: 1)) { router, events in
            router.handle(type: "slow") { _, _ in
                events.report("slow")
                // A task of its own does not see the cancellation.
                await Task.detached { _ = await release.next() }.value
            }
            router.handle(type: "next") { _, _ in events.report("next") }
        } _: { scene in
            try await scene.client.add("a", type: "slow", .init(maxRetry: 0))
            try await scene.client.add("b", type: "next")
            #expect(await scene.events.next() == "slow")
            try await cancel("a", scene)
            #expect(await scene.events.next() == "next")
            release.report("go")
        } after: { scene in
            let found = try await scene.broker.task("a", in: "default")
            #expect(found.state == .archived)
        }
    }

    @Test("and no other, nor one that does not run", arguments: BrokerFixture.all)
    func others(fixture: BrokerFixture) async throws {
        let release = Events()
        try await withWorker(fixture, configuration: .init(concurrency: 1)) { router, events in
            router.handle(type: "t") { message, _ in
                events.report(message.id)
                _ = await release.next()
                events.report(Task.isCancelled ? "cancelled" : "done")
            }
        } _: { scene in
            try await scene.client.add("a")
            try await scene.client.add("b")
            try await scene.client.add("later", .init(processIn: .seconds(3600)))
            #expect(await scene.events.next() == "a")
            for id in ["later", "", "no such task"] { try await scene.broker.cancel(id) }
            for _ in 0..<2 { release.report("go") }
            #expect(await scene.events.next(3) == ["done", "b", "done"])
        } after: { scene in
            let statistics = try await scene.broker.statistics(of: "default")
            #expect((statistics.today.processed, statistics.today.failed) == (2, 0))
            #expect(statistics.counts[.scheduled] == 1)
        }
    }
}
