import Clocks
import Synchronization
import TaskQueue
import Testing

/// A provider whose tasks the test sets, and which reports when it was asked.
private final class TestProvider: PeriodicTaskProvider {
    let tasks: Mutex<Result<[PeriodicTask], Failure>>
    let asked = Events()

    init(_ tasks: [PeriodicTask]) {
        self.tasks = Mutex(.success(tasks))
    }

    func set(_ tasks: Result<[PeriodicTask], Failure>) {
        self.tasks.withLock { $0 = tasks }
    }

    func periodicTasks() async throws -> [PeriodicTask] {
        asked.report("asked")
        return try tasks.withLock { $0 }.get()
    }
}

@Suite("a scheduler whose tasks change", .timeLimit(.minutes(10)))
struct PeriodicTaskProviderTests {
    /// What a scheduler sleeps for while it has nothing to do: the next tick, the next sync and the next heartbeat.
    private static let sleepers = 3

    private static func task(_ id: String, _ cron: String = "@every 60s") throws -> PeriodicTask {
        try PeriodicTask(id: id, cron: cron, type: "t", payload: [])
    }

    /// Moves the clock by small steps, lest a heartbeat or a tick is leapt over.
    private static func advance(_ clock: ManualWallClock, by duration: Duration) async {
        for _ in 0..<Int(duration / .seconds(10)) {
            await clock.waitForSleepers(sleepers)
            clock.advance(by: .seconds(10))
        }
        await clock.waitForSleepers(sleepers)
    }

    /// Runs a scheduler while `body` runs, and counts its ticks afterwards.
    private func withScheduler(
        _ fixture: BrokerFixture, _ provider: TestProvider, syncInterval: Duration,
        _ body: @escaping @Sendable (ManualWallClock, _ ticks: Events) async throws -> Void, total: Int
    ) async throws {
        try await fixture.run { broker, _, clock in
            let ticks = Events()
            let watched = FaultyBroker(broker, onTick: { ticks.report($0) })
            let scheduler = try TaskScheduler(
                broker: watched, provider: provider, syncInterval: syncInterval, logger: silent)
            try await withRunning(scheduler) { _ in
                #expect(await provider.asked.next() == "asked")
                await clock.waitForSleepers(Self.sleepers)
                try await body(clock, ticks)
            }
            let tasks = try await broker.take(100)
            #expect(tasks.count == total)
        }
    }

    @Test("follows its provider, and misses and doubles no tick", arguments: BrokerFixture.all)
    func changes(fixture: BrokerFixture) async throws {
        let provider = TestProvider([try Self.task("a"), try Self.task("b")])
        try await withScheduler(
            fixture, provider, syncInterval: .seconds(170),
            { clock, ticks in
                await Self.advance(clock, by: .seconds(120))
                #expect(await ticks.next(4).sorted() == ["a", "a", "b", "b"])
                provider.set(.success([try Self.task("a", "@every 30s"), try Self.task("c")]))
                // They are known after 170 seconds.
                await Self.advance(clock, by: .seconds(60))
                #expect(await ticks.next(2).sorted() == ["a", "c"])
                await Self.advance(clock, by: .seconds(60))
                #expect(await ticks.next(3).sorted() == ["a", "a", "c"])
            },
            total: 9)
    }

    @Test("goes on with the tasks it knows when its provider fails", arguments: BrokerFixture.all)
    func failing(fixture: BrokerFixture) async throws {
        let provider = TestProvider([try Self.task("a")])
        try await withScheduler(
            fixture, provider, syncInterval: .seconds(50),
            { clock, ticks in
                provider.set(.failure(Failure(description: "away")))
                await Self.advance(clock, by: .seconds(60))
                #expect(await ticks.next() == "a")
                // Nor is a set taken up that cannot be one.
                provider.set(.success([try Self.task("b"), try Self.task("b")]))
                await Self.advance(clock, by: .seconds(60))
                #expect(await ticks.next() == "a")
                provider.set(.success([try Self.task("c")]))
                await Self.advance(clock, by: .seconds(60))
                #expect(await ticks.next() == "c")
            },
            total: 3)
    }

    @Test("asks a provider that failed at the start again before long", arguments: BrokerFixture.all)
    func failingAtStart(fixture: BrokerFixture) async throws {
        let provider = TestProvider([])
        provider.set(.failure(Failure(description: "away")))
        try await withScheduler(
            fixture, provider, syncInterval: .seconds(180),
            { clock, ticks in
                provider.set(.success([try Self.task("a")]))
                await Self.advance(clock, by: .seconds(10))
                #expect(await provider.asked.next() == "asked")
                await Self.advance(clock, by: .seconds(50))
                #expect(await ticks.next() == "a")
            },
            total: 1)
    }

    @Test("is not asked at no interval", arguments: [Duration.zero, .seconds(-1)])
    func invalid(interval: Duration) async throws {
        try await BrokerFixture.sqlite.run { broker, _, _ in
            let error = #expect(throws: TaskQueueError.self) {
                _ = try TaskScheduler(
                    broker: broker, provider: TestProvider([]), syncInterval: interval, logger: silent)
            }
            #expect(error?.code == .invalidOption)
        }
    }
}
