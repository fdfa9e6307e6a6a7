import Clocks
import TaskQueue
import TaskQueueSQLite
import Testing

@Suite("a queue in a SQLite file")
struct SQLiteBrokerTests {
    @Test("outlives the process that filled it")
    func reopened() async throws {
        let clock = ManualWallClock()
        try await withSQLiteFile { path in
            try await withSQLiteBroker(path, clock) { broker in
                let client = TaskQueueClient(broker: broker, clock: clock)
                try await client.add("a", .init(uniqueFor: .seconds(60)))
                try await client.add("b")
                _ = try await broker.take(1)
            }
            try await withSQLiteBroker(path, clock) { broker in
                let first = try await broker.task("a", in: "default")
                #expect(first.state == .active)
                let taken = try await broker.take()
                #expect(taken.map(\.message.id) == ["b"])
                let client = TaskQueueClient(broker: broker, clock: clock)
                #expect(
                    await codeThrown { try await client.add("c", .init(uniqueFor: .seconds(60))) } == .duplicateTask)
            }
        }
    }

    @Test("is shared by two processes, each task taken once")
    func shared() async throws {
        let clock = ManualWallClock()
        try await withSQLiteFile { path in
            try await withSQLiteBroker(path, clock) { first in
                try await withSQLiteBroker(path, clock) { second in
                    let client = TaskQueueClient(broker: first, clock: clock)
                    for number in 0..<20 { try await client.add("\(number)") }
                    async let ofFirst = first.take(20)
                    async let ofSecond = second.take(20)
                    let ids = try await (ofFirst + ofSecond).map(\.message.id)
                    #expect(ids.count == 20)
                    #expect(Set(ids).count == 20)
                }
            }
        }
    }

    @Test("is unavailable, in words of the queue, when its database was closed")
    func closed() async throws {
        try await withSQLiteFile { path in
            var kept: SQLiteBroker?
            try await withSQLiteBroker(path, ManualWallClock()) { kept = $0 }
            let broker = try #require(kept)
            #expect(await codeThrown { _ = try await broker.take() } == .brokerFailure)
            #expect(await codeThrown { _ = try await broker.queues() } == .brokerFailure)
        }
    }
}
