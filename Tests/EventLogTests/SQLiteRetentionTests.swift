import Clocks
import EventLog
import EventLogSQLite
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct SQLiteRetentionTests {
    private let clock = ManualWallClock()

    private func withLog(_ body: (SQLiteEventLog) async throws -> Void) async throws {
        try await withSQLiteLog(clock: clock, partitions: 1, retention: .seconds(3600), body)
    }

    private func send(_ count: Int, to topic: String = "t", _ log: SQLiteEventLog) async throws {
        _ = try await log.producer.send((0..<count).map { Event(topic: topic, text: "\($0)") })
    }

    /// Makes the group known, and lets it commit up to, not including, an offset.
    private func commit(before offset: Int64, group: String, _ log: SQLiteEventLog) async throws {
        let done = Collector<Void>()
        try await withConsumer(
            try log.consumer(group: group, topics: ["t"]),
            handling: { partition in
                if offset > 0 { try await partition.commit(through: offset - 1) }
                done.append(())
                await partition.waitUntilEnding()
            }
        ) {
            await done.wait(for: 1)
        }
    }

    @Test("records older than the retention are trimmed, younger ones stay")
    func age() async throws {
        try await withLog { log in
            try await send(3, log)
            clock.advance(by: .seconds(1800))
            try await send(2, log)
            #expect(try await log.trim() == 0)
            clock.advance(by: .seconds(1801))
            #expect(try await log.trim() == 3)
            #expect(try await log.topics() == [TopicSummary(name: "t", partitions: [3..<5])])
        }
    }

    @Test("a record that one of the groups has yet to commit stays, however old")
    func uncommitted() async throws {
        try await withLog { log in
            try await send(5, log)
            try await commit(before: 4, group: "fast", log)
            try await commit(before: 2, group: "slow", log)
            clock.advance(by: .seconds(864_000))
            #expect(try await log.trim() == 2)
            try await log.deleteGroup("slow")
            #expect(try await log.trim() == 2)
            #expect(try await log.topics().first?.partitions == [4..<5])
        }
    }

    @Test("a group that has committed nothing keeps everything")
    func nothingCommitted() async throws {
        try await withLog { log in
            try await send(2, log)
            try await commit(before: 0, group: "g", log)
            clock.advance(by: .seconds(864_000))
            #expect(try await log.trim() == 0)
        }
    }

    @Test("dead letters wait for an operator")
    func deadLetters() async throws {
        try await withLog { log in
            try await send(2, to: "t.dead", log)
            clock.advance(by: .seconds(864_000))
            #expect(try await log.trim() == 0)
        }
    }

    @Test("more records than fit one transaction are trimmed too, and offsets go on")
    func many() async throws {
        try await withLog { log in
            try await send(2500, log)
            clock.advance(by: .seconds(3601))
            #expect(try await log.trim() == 2500)
            #expect(try await log.producer.send(Event(topic: "t", text: "")).offset == 2500)
        }
    }

    @Test("the log trims as a service, until it is shut down")
    func service() async throws {
        try await withLog { log in
            try await send(3, log)
            try await withService(log) {
                await clock.waitForSleepers()
                clock.advance(by: .seconds(3601))
                await clock.waitForSleepers()
                let topics = try await log.topics()
                #expect(topics.first?.partitions == [3..<3])
            }
        }
    }
}
