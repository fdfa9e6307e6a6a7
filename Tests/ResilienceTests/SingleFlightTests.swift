import Resilience
import Synchronization
import TestSupport
import Testing

@Suite("Work that is asked for at the same time", .timeLimit(.minutes(1)))
struct SingleFlightTests {
    private struct Broken: Error {}

    private let flights = SingleFlight<Int, String>()
    private let started = Collector<Int>()
    private let release = Collector<Void>()

    private func slow(_ key: Int) async throws -> String {
        started.append(key)
        await release.wait(for: 1)
        try Task.checkCancellation()
        if key < 0 { throw Broken() }
        return "\(key)"
    }

    /// Lets tasks that were just added come to their waiting. A test is right also where they do not.
    private func settle() async {
        for _ in 0..<1000 { await Task.yield() }
    }

    @Test("is done once, and all get what it finds")
    func once() async throws {
        let values = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<50 { group.addTask { try await flights.value(for: 1) { try await slow($0) } } }
            await started.wait(for: 1)
            await settle()
            release.append(())
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(values == Array(repeating: "1", count: 50))
        #expect(started.values.count < 50)
    }

    @Test("fails for all, and is done anew by who asks later")
    func error() async throws {
        release.append(())
        for _ in 0..<2 {
            await #expect(throws: Broken.self) { _ = try await flights.value(for: -1) { try await slow($0) } }
        }
        #expect(started.values == [-1, -1])
    }

    @Test("goes on where the one that does it is cancelled: another does it")
    func leaderCancelled() async throws {
        let leader = Task { try await flights.value(for: 1) { try await slow($0) } }
        await started.wait(for: 1)
        async let follower = flights.value(for: 1) { try await slow($0) }
        leader.cancel()
        await #expect(throws: CancellationError.self) { _ = try await leader.value }
        await started.wait(for: 2)
        release.append(())
        #expect(try await follower == "1")
    }

    @Test("is not joined by who asks after it was forgotten")
    func forgotten() async throws {
        let old = Task { try await flights.value(for: 1) { try await slow($0) } }
        await started.wait(for: 1)
        flights.forget(1)
        #expect(try await flights.value(for: 1) { _ in "new" } == "new")
        release.append(())
        #expect(try await old.value == "1")
    }
}
