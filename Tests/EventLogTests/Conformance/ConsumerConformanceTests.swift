import EventLog
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ConsumerConformanceTests {
    private struct Failed: Error {}

    private func events(_ values: Range<Int>, of log: LogUnderTest, key: String? = "k") -> [Event] {
        values.map { Event(topic: log.topic, key: key, text: "\($0)") }
    }

    @Test("a new group gets everything from the oldest record on, in order", arguments: EventLogFixture.all)
    func fromTheStart(fixture: EventLogFixture) async throws {
        try await fixture.withLog(4) { log in
            _ = try await log.producer.send(events(0..<200, of: log))
            let seen = Collector<EventRecord>()
            try await withConsumer(try log.consumer("g", ["t"]), handling: { try await $0.collect(into: seen) }) {
                await seen.wait(for: 200)
            }
            #expect(seen.values.map(\.text) == (0..<200).map { "\($0)" })
        }
    }

    @Test("a waiting consumer gets a new event at once", arguments: EventLogFixture.all)
    func atOnce(fixture: EventLogFixture) async throws {
        try await fixture.withLog(4) { log in
            let seen = Collector<EventRecord>()
            try await withConsumer(try log.consumer("g", ["t"]), handling: { try await $0.collect(into: seen) }) {
                for index in 0..<20 {
                    try await log.producer.send(Event(topic: log.topic, text: "\(index)"))
                    await seen.wait(for: index + 1)
                }
            }
            #expect(seen.values.map(\.text) == (0..<20).map { "\($0)" })
        }
    }

    @Test("what was committed is not handed out again, and what was not is", arguments: EventLogFixture.all)
    func goesOn(fixture: EventLogFixture) async throws {
        try await fixture.withLog(1) { log in
            _ = try await log.producer.send(events(0..<10, of: log))
            let first = Collector<EventRecord>()
            try await withConsumer(
                try log.consumer("g", ["t"]),
                handling: { partition in
                    for try await record in partition.records {
                        if record.offset == 5 { try await partition.commit(through: 3) }
                        first.append(record)
                    }
                }
            ) {
                await first.wait(for: 10)
            }

            let second = Collector<EventRecord>()
            try await withConsumer(try log.consumer("g", ["t"]), handling: { try await $0.collect(into: second) }) {
                await second.wait(for: 6)
            }
            #expect(second.values.map(\.text) == (4..<10).map { "\($0)" })
        }
    }

    @Test("a commit never goes back", arguments: EventLogFixture.all)
    func neverBack(fixture: EventLogFixture) async throws {
        try await fixture.withLog(1) { log in
            _ = try await log.producer.send(events(0..<4, of: log))
            let done = Collector<Void>()
            try await withConsumer(
                try log.consumer("g", ["t"]),
                handling: { partition in
                    try await partition.commit(through: 2)
                    try await partition.commit(through: 1)
                    done.append(())
                    await partition.waitUntilEnding()
                }
            ) {
                await done.wait(for: 1)
            }
            #expect(try await log.progress(of: "g").map(\.committed) == [3])
        }
    }

    @Test("each group gets everything", arguments: EventLogFixture.all)
    func groups(fixture: EventLogFixture) async throws {
        try await fixture.withLog(2) { log in
            let (one, two) = (Collector<EventRecord>(), Collector<EventRecord>())
            try await withConsumer(try log.consumer("one", ["t"]), handling: { try await $0.collect(into: one) }) {
                try await withConsumer(try log.consumer("two", ["t"]), handling: { try await $0.collect(into: two) }) {
                    _ = try await log.producer.send(events(0..<10, of: log, key: nil))
                    await one.wait(for: 10)
                    await two.wait(for: 10)
                }
            }
        }
    }

    @Test("a consumer gets the events of all its topics and of no others", arguments: EventLogFixture.all)
    func topics(fixture: EventLogFixture) async throws {
        try await fixture.withLog(2) { log in
            _ = try await log.producer.send(["a", "b", "c"].map { Event(topic: log.name($0), text: $0) })
            let seen = Collector<EventRecord>()
            try await withConsumer(try log.consumer("g", ["a", "c"]), handling: { try await $0.collect(into: seen) }) {
                await seen.wait(for: 2)
            }
            #expect(Set(seen.values.map(\.text)) == ["a", "c"])
        }
    }

    @Test("on shutdown the event in hand can be finished and committed", arguments: EventLogFixture.all)
    func shutdown(fixture: EventLogFixture) async throws {
        try await fixture.withLog(1) { log in
            _ = try await log.producer.send(events(0..<3, of: log))
            let inHand = Collector<EventRecord>()
            try await withConsumer(
                try log.consumer("g", ["t"]),
                handling: { partition in
                    for try await record in partition.records {
                        inHand.append(record)
                        await partition.waitUntilEnding()
                        try await partition.commit(through: record.offset)
                    }
                }
            ) {
                await inHand.wait(for: 1)
            }
            #expect(inHand.values.count == 1)
            #expect(try await log.progress(of: "g").map(\.committed) == [1])
        }
    }

    @Test("an error of the one who reads ends the membership and is passed on", arguments: EventLogFixture.all)
    func error(fixture: EventLogFixture) async throws {
        try await fixture.withLog(3) { log in
            _ = try await log.producer.send(events(0..<1, of: log))
            let consumer = try log.consumer("g", ["t"])
            await #expect(throws: Failed.self) {
                try await consumer.run { partition in
                    if try await partition.next() != nil { throw Failed() }
                }
            }
        }
    }

    @Test("cancellation ends the membership", arguments: EventLogFixture.all)
    func cancellation(fixture: EventLogFixture) async throws {
        try await fixture.withLog(2) { log in
            let consumer = try log.consumer("g", ["t"])
            let assigned = Collector<Void>()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await consumer.run { partition in
                        assigned.append(())
                        let record = try await partition.next()
                        #expect(record == nil)
                    }
                }
                await assigned.wait(for: 2)
                group.cancelAll()
                try await group.waitForAll()
            }
        }
    }

    @Test(
        "a consumer without a group, without topics or with a topic of no valid name is refused",
        arguments: EventLogFixture.all)
    func refused(fixture: EventLogFixture) async throws {
        try await fixture.withLog(1) { log in
            for (group, topics) in [("", ["t"]), ("g", []), ("g", ["t", "a b"]), ("g", [""])] {
                let error = #expect(throws: EventLogError.self) { _ = try log.consumer(group, topics) }
                #expect(error?.code == .invalidArgument)
            }
        }
    }
}
