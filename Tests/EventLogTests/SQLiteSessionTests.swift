import Clocks
import Database
import EventLog
import TestSupport
import Testing

@testable import EventLogSQLite

@Suite(.timeLimit(.minutes(10))) struct SQLiteSessionTests {
    /// A member of group `g` on topic `t` whose process has crashed: its entries are there, and no one renews them.
    private let ghost = GroupMembership(group: "g", topics: ["t"], memberID: "ghost")

    private func enterGhost(_ log: SQLiteEventLog, at now: Timestamp) async throws {
        let ids = try await log.topics.partitionIDs(of: "t")
        let ghost = ghost
        try await log.store.write { connection in
            try ghost.join(start: .earliest, until: now + .seconds(10), connection)
            for id in ids { _ = try ghost.claim(id, connection) }
        }
    }

    /// When the only member would be given up.
    private func expiry(_ log: SQLiteEventLog) async throws -> Timestamp {
        let nanoseconds: Int64? = try await log.store.read { connection in
            try connection.firstRow("SELECT MIN(expires_at) FROM event_group_member") { row in try row.next() }
        }
        return Timestamp(nanoseconds: try #require(nanoseconds))
    }

    /// Gives what the ghost has to the other member, which is told nothing; `false` where there is no other yet.
    private func giveGhostsPartition(_ log: SQLiteEventLog) async throws -> Bool {
        try await log.store.write { connection in
            let other: String? = try connection.firstRow(
                "SELECT member_id FROM event_group_member WHERE member_id <> 'ghost'"
            ) { row in try row.next() }
            guard let other else { return false }
            try connection.execute("DELETE FROM event_group_member WHERE member_id = 'ghost'")
            try connection.execute("UPDATE event_group_partition SET member_id = $1", other)
            return true
        }
    }

    @Test("the partitions of a member that crashed are taken over after the session's time-out")
    func crash() async throws {
        let clock = ManualWallClock()
        try await withSQLiteLog(clock: clock, partitions: 2) { log in
            try await enterGhost(log, at: clock.now)
            _ = try await log.producer.send((0..<2).map { Event(topic: "t", text: "\($0)") })
            let seen = Collector<EventRecord>()
            try await withConsumer(
                try log.consumer(group: "g", topics: ["t"]), handling: { try await $0.collect(into: seen) }
            ) {
                await clock.waitForSleepers()
                clock.advance(by: .seconds(9))
                await clock.waitForSleepers()
                #expect(seen.values.isEmpty)
                clock.advance(by: .seconds(1))
                await seen.wait(for: 2)
            }
        }
    }

    @Test("a member that was given up cannot commit any more, and comes back as a new one")
    func expelled() async throws {
        let clock = ManualWallClock()
        try await withSQLiteLog(clock: clock, partitions: 1) { log in
            let (assigned, refusals) = (Collector<Void>(), Collector<EventLogError>())
            try await withConsumer(
                try log.consumer(group: "g", topics: ["t"]),
                handling: { partition in
                    assigned.append(())
                    await partition.waitUntilEnding()
                    do throws(EventLogError) {
                        try await partition.commit(through: 0)
                    } catch {
                        refusals.append(error)
                    }
                }
            ) {
                await assigned.wait(for: 1)
                // What another member does when it finds this one silent.
                try await log.store.write { connection in
                    try connection.execute("DELETE FROM event_group_member")
                    try connection.execute("UPDATE event_group_partition SET member_id = NULL")
                }
                await clock.waitForSleepers()
                clock.advance(by: .seconds(4))
                await refusals.wait(for: 1)
                await assigned.wait(for: 2)
            }
            #expect(refusals.values.first?.code == .notAssigned)
        }
    }

    @Test("a member that is alive keeps its partitions for as long as it likes")
    func heartbeat() async throws {
        let clock = ManualWallClock()
        try await withSQLiteLog(clock: clock, partitions: 1) { log in
            let assigned = Collector<Void>()
            try await withConsumer(
                try log.consumer(group: "g", topics: ["t"]),
                handling: { partition in
                    assigned.append(())
                    await partition.waitUntilEnding()
                }
            ) {
                await assigned.wait(for: 1)
                for _ in 0..<8 {
                    await clock.waitForSleepers()
                    clock.advance(by: .seconds(4))
                    while try await expiry(log) < clock.now + .seconds(10) { await Task.yield() }
                }
                let error = await #expect(throws: EventLogError.self) { try await log.deleteGroup("g") }
                #expect(error?.code == .groupInUse)
            }
            #expect(assigned.values.count == 1)
        }
    }

    @Test("a member takes up a partition that it was given when the answer was lost")
    func lostAnswer() async throws {
        let clock = ManualWallClock()
        try await withSQLiteLog(clock: clock, partitions: 1) { log in
            try await log.producer.send(Event(topic: "t", text: "0"))
            try await enterGhost(log, at: clock.now)
            let (seen, assigned) = (Collector<EventRecord>(), Collector<Void>())
            try await withConsumer(
                try log.consumer(group: "g", topics: ["t"]),
                handling: { partition in
                    assigned.append(())
                    try await partition.collect(into: seen)
                }
            ) {
                while try await !giveGhostsPartition(log) { await Task.yield() }
                await clock.waitForSleepers()
                clock.advance(by: .seconds(1))
                await seen.wait(for: 1)
            }
            #expect(assigned.values.count == 1)
        }
    }
}
