import EventLog
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct InspectorConformanceTests {
    @Test("records are read from an offset on, up to a limit", arguments: EventLogFixture.all)
    func read(fixture: EventLogFixture) async throws {
        try await fixture.withLog(1) { log in
            _ = try await log.producer.send((0..<10).map { Event(topic: log.topic, text: "\($0)") })
            func texts(from offset: Int64, limit: Int) async throws -> [String] {
                try await log.inspector.read(topic: log.topic, partition: 0, from: offset, limit: limit).map(\.text)
            }
            #expect(try await texts(from: 3, limit: 2) == ["3", "4"])
            #expect(try await texts(from: 9, limit: 5) == ["9"])
            #expect(try await texts(from: 10, limit: 5) == [])
            #expect(try await texts(from: -1, limit: 1) == ["0"])
            #expect(try await texts(from: 0, limit: 0) == [])
        }
    }

    @Test("a topic or partition that does not exist is named", arguments: EventLogFixture.all)
    func unknown(fixture: EventLogFixture) async throws {
        try await fixture.withLog(2) { log in
            try await log.producer.send(Event(topic: log.topic, text: ""))
            for (topic, partition) in [("u", 0), ("t", 2), ("t", -1)] {
                let topic = log.name(topic)
                let error = await #expect(throws: EventLogError.self) {
                    _ = try await log.inspector.read(topic: topic, partition: partition, from: 0, limit: 1)
                }
                #expect(error?.code == .unknownPartition)
                #expect(error?.message.contains("«\(topic)»") == true)
                await #expect(throws: EventLogError.self) {
                    _ = try await log.inspector.deleteRecords(topic: topic, partition: partition, before: 1)
                }
            }
            #expect(try await log.topics().map(\.name) == ["t"])
        }
    }

    @Test("deleted records are gone, and readers go on with what is left", arguments: EventLogFixture.complete)
    func delete(fixture: EventLogFixture) async throws {
        try await fixture.withLog(1) { log in
            _ = try await log.producer.send((0..<5).map { Event(topic: log.topic, text: "\($0)") })
            #expect(try await log.inspector.deleteRecords(topic: log.topic, partition: 0, before: 3) == 3)
            #expect(try await log.topics() == [TopicSummary(name: "t", partitions: [3..<5])])
            let seen = Collector<EventRecord>()
            try await withConsumer(try log.consumer("g", ["t"]), handling: { try await $0.collect(into: seen) }) {
                await seen.wait(for: 2)
            }
            #expect(seen.values.map(\.text) == ["3", "4"])
        }
    }

    @Test(
        "a partition whose records were all deleted goes on with the next one to come",
        arguments: EventLogFixture.complete)
    func deleteAll(fixture: EventLogFixture) async throws {
        try await fixture.withLog(1) { log in
            _ = try await log.producer.send((0..<2).map { Event(topic: log.topic, text: "\($0)") })
            try await log.inspector.deleteRecords(topic: log.topic, partition: 0, before: 2)
            #expect(try await log.topics() == [TopicSummary(name: "t", partitions: [2..<2])])
            let seen = Collector<EventRecord>()
            try await withConsumer(try log.consumer("g", ["t"]), handling: { try await $0.collect(into: seen) }) {
                try await log.producer.send(Event(topic: log.topic, text: "2"))
                await seen.wait(for: 1)
            }
            #expect(seen.values.map(\.offset) == [2])
        }
    }

    @Test("a group's progress shows what waits for it", arguments: EventLogFixture.all)
    func progress(fixture: EventLogFixture) async throws {
        try await fixture.withLog(1) { log in
            _ = try await log.producer.send((0..<5).map { Event(topic: log.topic, text: "\($0)") })
            let committed = Collector<Void>()
            try await withConsumer(
                try log.consumer("g", ["t"]),
                handling: { partition in
                    try await partition.commit(through: 1)
                    committed.append(())
                    await partition.waitUntilEnding()
                }
            ) {
                await committed.wait(for: 1)
            }
            let progress = try await log.progress(of: "g")
            #expect(progress == [GroupProgress(topic: "t", partition: 0, committed: 2, end: 5)])
            #expect(progress.map(\.lag) == [3])
            #expect(try await log.progress(of: "nobody") == [])
        }
    }

    @Test("a group is forgotten, unless it has members", arguments: EventLogFixture.complete)
    func deleteGroup(fixture: EventLogFixture) async throws {
        try await fixture.withLog(1) { log in
            let assigned = Collector<Void>()
            try await withConsumer(
                try log.consumer("g", ["t"]),
                handling: { partition in
                    assigned.append(())
                    await partition.waitUntilEnding()
                }
            ) {
                await assigned.wait(for: 1)
                let error = await #expect(throws: EventLogError.self) {
                    try await log.inspector.deleteGroup(log.name("g"))
                }
                #expect(error?.code == .groupInUse)
            }
            try await log.inspector.deleteGroup(log.name("g"))
            #expect(try await log.progress(of: "g") == [])
        }
    }
}
