import Clocks
import MqueueContract
import OrderContract
import TestSupport
import Testing

@testable import OrderRPC

@Suite("Close tasks on their way to the queue")
struct RelayTests {
    @Test("go together, each with the moment at which its order was placed")
    func together() async throws {
        let queue = BatchQueue()
        try await OrderFixture.with(beside: [queue]) { fixture in
            let first = try await place(fixture, day: 1)
            fixture.clock.advance(by: .milliseconds(1500))
            let second = try await place(fixture, day: 2)
            fixture.clock.advance(by: .seconds(60))
            try await relay(fixture) { try await fixture.count("outbox") == 0 }
            #expect(queue.batches.count == 1)
            #expect(queue.batches[0].map(\.sn) == [first, second])
            #expect(queue.batches[0].map(\.createTimeMillis) == [1_893_456_000_000, 1_893_456_001_500])
            #expect(fixture.queue.closing.isEmpty)
        }
    }

    @Test(
        "are sent again when the queue was down, refused some of them, or did not answer for all",
        arguments: [BatchQueue.Mood.down, .choosy, .forgetful])
    func again(_ mood: BatchQueue.Mood) async throws {
        let queue = BatchQueue()
        queue.become(mood)
        try await OrderFixture.with(beside: [queue]) { fixture in
            let orders = [try await place(fixture, day: 1), try await place(fixture, day: 2)]
            let left = mood == .choosy ? [orders[1]] : orders
            try await relay(fixture) {
                if queue.batches.count >= 2 { queue.become(.fine) }
                return try await fixture.count("outbox") == 0
            }
            #expect(queue.batches[0].map(\.sn) == orders)
            #expect(queue.batches[1].map(\.sn) == left)
            #expect(fixture.queue.closing.isEmpty)
        }
    }

    @Test("go one by one to a queue that takes no batches")
    func oneByOne() async throws {
        try await OrderFixture.with { fixture in
            var orders: Set<String> = []
            for day: Int64 in 1...5 { orders.insert(try await place(fixture, day: day)) }
            try await relay(fixture) { try await fixture.count("outbox") == 0 }
            #expect(fixture.queue.closing.count == 5)
            #expect(Set(fixture.queue.closing) == orders)
        }
    }

    private func place(_ fixture: OrderFixture, day: Int64) async throws -> String {
        try await fixture.place {
            $0.liveStartTime = OrderFixture.noon(day: day)
            $0.liveEndTime = OrderFixture.noon(day: day + 1)
        }
    }

    /// Relays, and moves time on, until `isDone`.
    private func relay(_ fixture: OrderFixture, until isDone: @Sendable () async throws -> Bool) async throws {
        try await withRunning(fixture.background) {
            try await eventually("it is relayed") {
                fixture.clock.advance(by: .seconds(1))
                return try await isDone()
            }
        }
    }
}
