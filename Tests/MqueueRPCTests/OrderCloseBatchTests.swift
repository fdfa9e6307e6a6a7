import Clocks
import GRPCCore
import MqueueContract
import ServiceKit
import SwiftProtobuf
import TaskQueue
import Testing

@Suite("Close tasks in a batch")
struct OrderCloseBatchTests {
    typealias Fixture = MqueueRPCTests.Fixture

    @Test("that is too large is refused as a whole")
    func tooLarge() async throws {
        try await MqueueRPCTests.with { fixture in
            let error = await #expect(throws: RPCError.self) {
                _ = try await enqueue((0...1000).map { ("HSO\($0)", 0) }, fixture)
            }
            #expect(error?.code == .invalidArgument)
            #expect(error?.message.contains("at most 1000") == true)
            let queues = try await fixture.inspector.queues()
            #expect(queues.isEmpty)
        }
    }

    @Test("fail for those that are wrong, and are enqueued for the others")
    func wrongItems() async throws {
        try await MqueueRPCTests.with { fixture in
            let results = try await enqueue([("HSO1", 0), ("", 0), ("HSO3", -1), ("HSO4", 0)], fixture)
            #expect(results.map(\.code) == [0, 100_002, 100_002, 0])
            #expect(results[1].msg == "sn is missing")
            #expect(results[2].msg == "createTimeMillis is negative")
            let ids = try await scheduled(fixture).map(\.id)
            #expect(Set(ids) == ["HSO1", "HSO4"])
        }
    }

    @Test("are due when the delay since the order was placed is over, however late they come")
    func due() async throws {
        try await MqueueRPCTests.with { fixture in
            let now = fixture.clock.now
            let placed = now - .milliseconds(90_500)
            let results = try await enqueue([("HSO1", placed.milliseconds), ("HSO2", 0)], fixture)
            #expect(results.map(\.code) == [0, 0])
            let tasks = try await scheduled(fixture)
            let due = Dictionary(uniqueKeysWithValues: tasks.map { ($0.id, $0.nextProcessAt) })
            #expect(due == ["HSO1": placed + .seconds(1200), "HSO2": now + .seconds(1200)])
            #expect(tasks.allSatisfy { $0.type == "defer:homestay_order:close" })
        }
    }

    @Test("run at once for an order whose time is over")
    func overdue() async throws {
        try await MqueueRPCTests.with { fixture in
            let placed = fixture.clock.now - .seconds(1201)
            _ = try await enqueue([("HSO1", placed.milliseconds), ("HSO2", 1)], fixture)
            let pending = try await fixture.inspector.tasks(in: "default", state: .pending)
            #expect(Set(pending.map(\.id)) == ["HSO1", "HSO2"])
        }
    }

    @Test("are not put off by a peer whose clock is ahead", arguments: [3_600_000, Int64.max / 2, Int64.max])
    func clockAhead(_ ahead: Int64) async throws {
        try await MqueueRPCTests.with { fixture in
            let now = fixture.clock.now
            let (millis, isTooLarge) = now.milliseconds.addingReportingOverflow(ahead)
            _ = try await enqueue([("HSO1", isTooLarge ? .max : millis)], fixture)
            let due = try await scheduled(fixture).map(\.nextProcessAt)
            #expect(due == [now + .seconds(1200)])
        }
    }

    @Test("that were enqueued before stay as they are, and do not keep the others out")
    func again() async throws {
        try await MqueueRPCTests.with { fixture in
            let now = fixture.clock.now
            _ = try await enqueue([("HSO1", 0)], fixture)
            fixture.clock.advance(by: .seconds(60))
            let results = try await enqueue([("HSO1", 0), ("HSO2", 0), ("HSO2", 0)], fixture)
            #expect(results.map(\.code) == [0, 0, 0])
            let tasks = try await scheduled(fixture)
            #expect(tasks.count == 2)
            #expect(tasks.first { $0.id == "HSO1" }?.nextProcessAt == now + .seconds(1200))
        }
    }

    @Test("of no order are nothing")
    func empty() async throws {
        try await MqueueRPCTests.with { fixture in
            let results = try await enqueue([], fixture)
            #expect(results.isEmpty)
        }
    }

    private func enqueue(_ orders: [(String, Int64)], _ fixture: Fixture) async throws -> [Pb_BatchItemResult] {
        try await fixture.batches.enqueueOrderCloses(
            .with { request in
                request.orders = orders.map { sn, millis in
                    .with {
                        $0.sn = sn
                        $0.createTimeMillis = millis
                    }
                }
            }
        ).results
    }

    private func scheduled(_ fixture: Fixture) async throws -> [TaskInfo] {
        try await fixture.inspector.tasks(in: "default", state: .scheduled)
    }
}
