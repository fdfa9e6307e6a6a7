import Resilience
import Testing

@Suite("Retries")
struct RetryTests {
    private let backoff = Backoff(first: .milliseconds(100), longest: .seconds(2))

    @Test(
        "wait twice as long each time, up to the longest, less up to half",
        arguments: [(1, 100), (2, 200), (3, 400), (5, 1600), (6, 2000), (7, 2000), (1000, 2000), (.max, 2000)])
    func pauses(failures: Int, milliseconds: Int) {
        var random = SeededRandom()
        let full = Duration.milliseconds(milliseconds)
        let pauses = (0..<1000).map { _ in backoff.pause(afterFailures: failures, using: &random) }
        #expect(pauses.allSatisfy { $0 >= full / 2 && $0 <= full })
        #expect(pauses.min()! < full * 0.55 && pauses.max()! > full * 0.95)
    }

    @Test("wait for nothing after no failure", arguments: [0, -1])
    func none(failures: Int) {
        #expect(backoff.pause(afterFailures: failures) == .zero)
    }

    @Test("never wait longer than the longest, though the first pause be longer")
    func shortLongest() {
        let backoff = Backoff(first: .seconds(10), longest: .seconds(1))
        #expect(backoff.pause(afterFailures: 1) <= .seconds(1))
    }

    @Test("end with their budget, and a tenth of the successes comes back")
    func budget() {
        var budget = RetryBudget(tokens: 2)
        let first = (0..<3).map { _ in budget.takeToken() }
        for _ in 0..<9 { budget.recordSuccess() }
        let early = budget.takeToken()
        budget.recordSuccess()
        let late = [budget.takeToken(), budget.takeToken()]
        #expect(first == [true, true, false])
        #expect(!early)
        #expect(late == [true, false])
    }

    @Test("do not save up more than their budget")
    func fullBudget() {
        var budget = RetryBudget(tokens: 1)
        for _ in 0..<1000 { budget.recordSuccess() }
        let taken = [budget.takeToken(), budget.takeToken()]
        #expect(taken == [true, false])
    }

    @Test("add no more than a tenth to the calls to a server that fails half of them")
    func simulation() {
        var (budget, random) = (RetryBudget(tokens: 10), SeededRandom())
        var (calls, retries) = (0, 0)
        for _ in 0..<10_000 {
            calls += 1
            while !Bool.random(using: &random) {
                guard budget.takeToken() else { break }
                retries += 1
            }
            budget.recordSuccess()
        }
        #expect(retries < calls / 9)
        #expect(retries > calls / 20)
    }
}
