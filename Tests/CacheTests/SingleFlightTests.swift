import Cache
import Clocks
import TestSupport
import Testing

@Suite("Callers that ask at the same time", .timeLimit(.minutes(10)))
struct SingleFlightTests {
    private struct Broken: Error {}

    private let cache = Cache<Int, String>(
        CacheLimits(capacity: 10, expiresAfter: .seconds(30)), clock: ManualWallClock())
    private let started = Collector<Void>()
    private let release = Collector<Void>()

    /// A load that takes until `release`.
    private func slow(_ value: String?) -> @Sendable (Int) async throws -> String? {
        { [started, release] _ in
            started.append(())
            await release.wait(for: 1)
            try Task.checkCancellation()
            return value
        }
    }

    /// Returns once so many callers wait for a load of another one.
    private func waitForFollowers(_ count: Int) async throws {
        try await eventually("\(count) callers wait") { cache.statistics.joins == count }
    }

    @Test("share an error")
    func error() async throws {
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask { [cache, started, release] in
                    do {
                        _ = try await cache.value(for: 1) { _ in
                            started.append(())
                            await release.wait(for: 1)
                            throw Broken()
                        }
                        return false
                    } catch { return error is Broken }
                }
            }
            try? await waitForFollowers(19)
            release.append(())
            for await isBroken in group { #expect(isBroken) }
        }
        #expect(started.values.count == 1)
    }

    @Test("share one load", arguments: ["value", nil])
    func one(_ value: String?) async throws {
        let values = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<100 { group.addTask { try await cache.value(for: 1, load: slow(value)) } }
            try await waitForFollowers(99)
            release.append(())
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(values == Array(repeating: value, count: 100))
        #expect(started.values.count == 1)
    }

    @Test("for other keys do not wait")
    func otherKeys() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await cache.value(for: 1, load: slow("slow")) }
            await started.wait(for: 1)
            #expect(try await cache.value(for: 2) { _ in "quick" } == "quick")
            release.append(())
            try await group.waitForAll()
        }
    }

    @Test("do not fail because the one that loads is cancelled: another one loads")
    func leaderCancelled() async throws {
        try await withThrowingTaskGroup(of: String?.self) { group in
            let leader = Task { try await cache.value(for: 1, load: slow("first")) }
            await started.wait(for: 1)
            for _ in 0..<5 { group.addTask { try await cache.value(for: 1, load: slow("second")) } }
            try await waitForFollowers(5)
            leader.cancel()
            await #expect(throws: CancellationError.self) { _ = try await leader.value }
            await started.wait(for: 2)
            release.append(())
            for try await value in group { #expect(value == "second") }
        }
        #expect(started.values.count == 2)
        #expect(try await cache.value(for: 1, load: slow("third")) == "second")
    }

    @Test("can be cancelled while they wait, alone")
    func followerCancelled() async throws {
        try await withThrowingTaskGroup(of: String?.self) { group in
            group.addTask { try await cache.value(for: 1, load: slow("value")) }
            await started.wait(for: 1)
            let follower = Task { try await cache.value(for: 1, load: slow("other")) }
            try await waitForFollowers(1)
            follower.cancel()
            await #expect(throws: CancellationError.self) { _ = try await follower.value }
            release.append(())
            for try await value in group { #expect(value == "value") }
        }
    }

    @Test("load afresh when the one that loaded was cancelled and nobody waited")
    func abandoned() async throws {
        let leader = Task { try await cache.value(for: 1, load: slow("first")) }
        await started.wait(for: 1)
        leader.cancel()
        await #expect(throws: CancellationError.self) { _ = try await leader.value }
        release.append(())
        #expect(try await cache.value(for: 1, load: slow("second")) == "second")
    }

    @Test("after a removal do not get what was asked for before it, and it is not kept", arguments: [true, false])
    func removedMeanwhile(all: Bool) async throws {
        try await withThrowingTaskGroup(of: String?.self) { group in
            group.addTask { try await cache.value(for: 1, load: slow("old")) }
            await started.wait(for: 1)
            if all { cache.removeAll() } else { cache.remove(1) }
            #expect(try await cache.value(for: 1) { _ in "new" } == "new")
            release.append(())
            // Who asked before the change may get what was before it.
            for try await value in group { #expect(value == "old") }
        }
        #expect(try await cache.value(for: 1) { _ in "newer" } == "new")
    }
}
