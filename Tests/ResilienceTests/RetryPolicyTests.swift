import Clocks
import Resilience
import TestSupport
import Testing

@Suite("A policy of retries", .timeLimit(.minutes(1)))
struct RetryPolicyTests {
    private struct Failure: Error, Equatable {
        var attempt: Int
    }

    private let clock = ManualWallClock()
    private let policy = RetryPolicy(
        attempts: 4, backoff: Backoff(first: .seconds(1), longest: .seconds(10)), tokens: 5)

    /// Does something that fails so many times, with the clock moving on whenever it is waited for.
    /// - Returns: the attempts that were made, and when each was, in seconds.
    private func moments(
        failures: Int, before limit: Duration = .seconds(3600),
        where isRetryable: @Sendable (any Error) -> Bool = { _ in true }
    ) async -> (moments: [Double], error: (any Error)?) {
        let start = clock.now
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { [clock] in
                while !Task.isCancelled {
                    clock.advance(by: .milliseconds(10))
                    await Task.yield()
                }
            }
            defer { group.cancelAll() }
            var moments: [Double] = []
            do {
                try await policy.run(before: start + limit, clock: clock, where: isRetryable) {
                    moments.append((clock.now - start) / .seconds(1))
                    if moments.count <= failures { throw Failure(attempt: moments.count) }
                }
                return (moments, nil)
            } catch {
                return (moments, error)
            }
        }
    }

    @Test("tries again after growing pauses, until it succeeds")
    func succeeds() async {
        let (moments, error) = await moments(failures: 3)
        #expect(error == nil)
        #expect(moments.count == 4)
        let pauses = zip(moments, moments.dropFirst()).map { $1 - $0 }
        for (pause, full) in zip(pauses, [1.0, 2, 4]) { #expect(pause >= full / 2, "\(pauses)") }
    }

    @Test("gives up after its attempts, with the error of the last")
    func givesUp() async {
        let (moments, error) = await moments(failures: 100)
        #expect(moments.count == 4)
        #expect(error as? Failure == Failure(attempt: 4))
    }

    @Test("does not try again what would fail again")
    func notRetryable() async {
        let (moments, error) = await moments(failures: 100) { ($0 as? Failure)?.attempt != 2 }
        #expect(moments.count == 2)
        #expect(error as? Failure == Failure(attempt: 2))
    }

    @Test("does not wait for an attempt that would be too late")
    func deadline() async {
        let (moments, error) = await moments(failures: 100, before: .milliseconds(400))
        #expect(moments.count == 1)
        #expect(error as? Failure == Failure(attempt: 1))
    }

    @Test("stops when the budget of all who share it is used up, and goes on when calls succeed")
    func budget() async {
        // Three retries, two, and none.
        let first = [await moments(failures: 100), await moments(failures: 100), await moments(failures: 100)]
        #expect(first.map(\.moments.count) == [4, 3, 1])
        for _ in 0..<10 { policy.recordSuccess() }
        let later = await moments(failures: 1)
        #expect(later.moments.count == 2)
    }

    @Test("ends with its task")
    func cancelled() async {
        let attempts = Collector<Bool>()
        let task = Task { [policy, clock] in
            try await policy.run(clock: clock, where: { _ in true }) {
                attempts.append(true)
                throw Failure(attempt: 1)
            }
        }
        await clock.waitForSleepers()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(attempts.values.count == 1)
    }
}
