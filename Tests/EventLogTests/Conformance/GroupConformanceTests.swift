import EventLog
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct GroupConformanceTests {
    @Test("members share the partitions, and each event is handled by one of them", arguments: EventLogFixture.all)
    func share(fixture: EventLogFixture) async throws {
        try await fixture.withLog(4) { log in
            let all = Collector<EventRecord>()
            let (one, two) = (Collector<Int>(), Collector<Int>())
            @Sendable func handle(_ partition: any AssignedPartition, _ assigned: Collector<Int>) async throws {
                assigned.append(partition.partition)
                try await partition.collect(into: all)
            }
            try await withConsumer(try log.consumer("g", ["t"]), handling: { try await handle($0, one) }) {
                await one.wait(for: 4)
                try await withConsumer(try log.consumer("g", ["t"]), handling: { try await handle($0, two) }) {
                    await two.wait(for: 2)
                    _ = try await log.producer.send((0..<40).map { Event(topic: log.topic, text: "\($0)") })
                    await all.wait(for: 40)
                }
            }
            #expect(Set(two.values).count == 2)
            #expect(Set(all.values.map(\.position)).count == 40)
            #expect(all.values.count == 40)
        }
    }

    @Test("what a member leaves behind goes on with the others", arguments: EventLogFixture.all)
    func leave(fixture: EventLogFixture) async throws {
        try await fixture.withLog(2) { log in
            let (seen, assigned) = (Collector<EventRecord>(), Collector<Int>())
            let (others, idle) = (Collector<EventRecord>(), Collector<Int>())
            let stays = try log.consumer("g", ["t"])
            var shared = 0
            try await withConsumer(
                stays,
                handling: {
                    assigned.append($0.partition)
                    try await $0.collect(into: seen)
                }
            ) {
                await assigned.wait(for: 2)
                try await withConsumer(
                    try log.consumer("g", ["t"]),
                    handling: {
                        idle.append($0.partition)
                        try await $0.collect(into: others)
                    }
                ) {
                    await idle.wait(for: 1)
                    _ = try await log.producer.send((0..<4).map { Event(topic: log.topic, text: "\($0)") })
                    await seen.wait(for: 2)
                    await others.wait(for: 2)
                    try await eventually("all is committed") {
                        try await log.progress(of: "g").map(\.committed).reduce(0, +) == 4
                    }
                    shared = assigned.values.count
                }
                await assigned.wait(for: shared + 1)
                _ = try await log.producer.send((4..<8).map { Event(topic: log.topic, text: "\($0)") })
                await seen.wait(for: 6)
            }
            let texts = (seen.values + others.values).map(\.text)
            #expect(Set(texts).count == 8)
            #expect(texts.count == 8)
        }
    }

    @Test(
        "a partition moves only after its event in hand was finished and committed",
        arguments: EventLogFixture.complete)
    func finishFirst(fixture: EventLogFixture) async throws {
        try await fixture.withLog(2) { log in
            _ = try await log.producer.send((0..<2).map { Event(topic: log.topic, text: "\($0)") })
            let (inHand, committed, moved) = (Collector<Int>(), Collector<Int>(), Collector<EventRecord>())
            try await withConsumer(
                try log.consumer("g", ["t"]),
                handling: { partition in
                    for try await record in partition.records {
                        inHand.append(partition.partition)
                        await partition.waitUntilEnding()
                        committed.append(partition.partition)
                        try await partition.commit(through: record.offset)
                    }
                }
            ) {
                await inHand.wait(for: 2)
                try await withConsumer(
                    try log.consumer("g", ["t"]),
                    handling: { partition in
                        #expect(committed.values.contains(partition.partition))
                        try await partition.collect(into: moved)
                    }
                ) {
                    await committed.wait(for: 1)
                    _ = try await log.producer.send((2..<4).map { Event(topic: log.topic, text: "\($0)") })
                    await moved.wait(for: 1)
                }
            }
            #expect(moved.values.allSatisfy { Int($0.text)! >= 2 })
        }
    }

    @Test("more members than partitions: the rest wait, and step in", arguments: EventLogFixture.all)
    func spare(fixture: EventLogFixture) async throws {
        try await fixture.withLog(1) { log in
            let (first, second) = (Collector<EventRecord>(), Collector<EventRecord>())
            let spare = try log.consumer("g", ["t"])
            try await withConsumer(try log.consumer("g", ["t"]), handling: { try await $0.collect(into: first) }) {
                try await log.producer.send(Event(topic: log.topic, text: "0"))
                await first.wait(for: 1)
            }
            try await withConsumer(spare, handling: { try await $0.collect(into: second) }) {
                try await log.producer.send(Event(topic: log.topic, text: "1"))
                await second.wait(for: 1)
            }
            #expect(second.values.map(\.text) == ["1"])
        }
    }
}
