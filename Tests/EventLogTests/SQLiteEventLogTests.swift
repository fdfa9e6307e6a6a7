import Clocks
import Database
import DatabaseSQLite
import EventLog
import EventLogSQLite
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct SQLiteEventLogTests {
    @Test("what was sent and committed is there when the log is opened again")
    func reopen() async throws {
        try await withSQLite { database in
            let before = try await SQLiteEventLog(database: database, partitions: 2, logger: quietLogger)
            _ = try await before.producer.send((0..<4).map { Event(topic: "t", key: "k", text: "\($0)") })
            let seen = Collector<EventRecord>()
            try await withConsumer(
                try before.consumer(group: "g", topics: ["t"]),
                handling: { partition in
                    for try await record in partition.records {
                        if record.offset < 2 { try await partition.commit(through: record.offset) }
                        seen.append(record)
                    }
                }
            ) {
                await seen.wait(for: 4)
            }

            let after = try await SQLiteEventLog(database: database, partitions: 16, logger: quietLogger)
            #expect(try await after.topics().first?.partitions.count == 2, "a topic keeps its partitions")
            let rest = Collector<EventRecord>()
            try await withConsumer(
                try after.consumer(group: "g", topics: ["t"]), handling: { try await $0.collect(into: rest) }
            ) {
                await rest.wait(for: 2)
            }
            #expect(rest.values.map(\.text) == ["2", "3"])
        }
    }

    @Test("an event of another process arrives with the next check")
    func otherProcess() async throws {
        try await withSQLite { database in
            let clock = ManualWallClock()
            // Two logs on one database know no more of each other than two processes do.
            let ours = try await SQLiteEventLog(database: database, clock: clock, partitions: 1, logger: quietLogger)
            let theirs = try await SQLiteEventLog(database: database, clock: clock, partitions: 1, logger: quietLogger)
            let (seen, assigned) = (Collector<EventRecord>(), Collector<Void>())
            try await withConsumer(
                try ours.consumer(group: "g", topics: ["t"]),
                handling: { partition in
                    assigned.append(())
                    try await partition.collect(into: seen)
                }
            ) {
                await assigned.wait(for: 1)
                try await theirs.producer.send(Event(topic: "t", text: "hello"))
                await clock.waitForSleepers()
                clock.advance(by: SQLiteEventLog.checkInterval)
                await seen.wait(for: 1)
            }
            #expect(seen.values.map(\.text) == ["hello"])
        }
    }

    @Test("a group that starts with the latest record skips those before it")
    func latest() async throws {
        try await withSQLiteLog(partitions: 1) { log in
            try await log.producer.send(Event(topic: "t", text: "old"))
            let (seen, assigned) = (Collector<EventRecord>(), Collector<Void>())
            try await withConsumer(
                try log.consumer(group: "g", topics: ["t"], start: .latest),
                handling: { partition in
                    assigned.append(())
                    try await partition.collect(into: seen)
                }
            ) {
                await assigned.wait(for: 1)
                try await log.producer.send(Event(topic: "t", text: "new"))
                await seen.wait(for: 1)
            }
            #expect(seen.values.map(\.text) == ["new"])
        }
    }

    @Test("settings that make no sense are refused, by name")
    func badSettings() async throws {
        try await withSQLite { database in
            for partitions in [0, -1, 1025] {
                let error = await #expect(throws: EventLogError.self) {
                    _ = try await SQLiteEventLog(database: database, partitions: partitions, logger: quietLogger)
                }
                #expect(error?.code == .invalidArgument)
                #expect(error?.message.contains("\(partitions)") == true)
            }
            await #expect(throws: EventLogError.self) {
                _ = try await SQLiteEventLog(database: database, retention: .seconds(-1), logger: quietLogger)
            }
            let log = try await SQLiteEventLog(database: database, logger: quietLogger)
            #expect(throws: EventLogError.self) {
                _ = try log.consumer(group: "g", topics: ["t"], sessionTimeout: .seconds(1))
            }
            #expect(throws: EventLogError.self) { _ = try log.consumer(group: "g", topics: ["t"], prefetch: 0) }
        }
    }

    @Test("a database with another history is refused")
    func otherDatabase() async throws {
        try await withSQLite { database in
            try await database.migrate([Migration(1, "orders", ["CREATE TABLE orders (id {identity})"])])
            let error = await #expect(throws: EventLogError.self) {
                _ = try await SQLiteEventLog(database: database, logger: quietLogger)
            }
            #expect(error?.code == .corrupt)
        }
    }

    @Test("a closed log says that it is closed")
    func closed() async throws {
        try await withSQLite { database in
            let log = try await SQLiteEventLog(database: database, logger: quietLogger)
            await database.close()
            let error = await #expect(throws: EventLogError.self) {
                try await log.producer.send(Event(topic: "t", text: ""))
            }
            #expect(error?.code == .closed)
        }
    }
}
