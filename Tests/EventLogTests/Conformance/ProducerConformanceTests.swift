import EventLog
import Testing

@Suite(.timeLimit(.minutes(10))) struct ProducerConformanceTests {
    @Test("an event is read back as it was sent", arguments: EventLogFixture.all)
    func roundTrip(fixture: EventLogFixture) async throws {
        try await fixture.withLog(4) { log in
            let events = [
                Event(topic: log.topic, key: "HSO1", text: "{\"payStatus\":1}", headers: [EventHeader("trace", "abc")]),
                Event(topic: log.topic, key: nil, value: [0, 255, 10], headers: []),
                Event(topic: log.topic, key: "", value: []),
                Event(topic: log.topic, key: "主", value: Array(repeating: 7, count: 1_048_000)),
            ]
            for event in events {
                let position = try await log.producer.send(event)
                let records = try await log.inspector.read(
                    topic: log.topic, partition: position.partition, from: position.offset, limit: 1)
                #expect(records.map(\.event) == [event])
                #expect(records.map(\.position) == [position])
            }
        }
    }

    @Test("events of one key go to the partition that Kafka's producers choose", arguments: EventLogFixture.all)
    func keys(fixture: EventLogFixture) async throws {
        try await fixture.withLog(8) { log in
            let positions = try await log.producer.send([
                Event(topic: log.topic, key: "foobar", value: []), Event(topic: log.topic, key: "21", value: []),
                Event(topic: log.topic, key: "foobar", value: []),
            ])
            #expect(positions.map(\.partition) == [6, 4, 6])
            #expect(positions.map(\.offset) == [0, 0, 1])
        }
    }

    @Test("events without a key are spread over all partitions", arguments: EventLogFixture.all)
    func spread(fixture: EventLogFixture) async throws {
        try await fixture.withLog(3) { log in
            let positions = try await log.producer.send((0..<9).map { Event(topic: log.topic, text: "\($0)") })
            #expect(Set(positions.map(\.partition)) == [0, 1, 2])
        }
    }

    @Test("offsets have no gaps and no doubles, however many producers there are", arguments: EventLogFixture.all)
    func denseOffsets(fixture: EventLogFixture) async throws {
        try await fixture.withLog(2) { log in
            let producer = log.producer
            let positions = try await withThrowingTaskGroup(of: [EventPosition].self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        var positions: [EventPosition] = []
                        for index in 0..<20 {
                            positions.append(
                                try await producer.send(Event(topic: log.topic, key: "\(index)", value: [])))
                        }
                        return positions
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            for partition in 0..<2 {
                let offsets = positions.filter { $0.partition == partition }.map(\.offset).sorted()
                #expect(offsets == Array(0..<Int64(offsets.count)))
            }
            #expect(positions.count == 160)
        }
    }

    @Test("an event that no log takes is refused, and the rest of its batch with it", arguments: EventLogFixture.all)
    func refused(fixture: EventLogFixture) async throws {
        try await fixture.withLog(1) { log in
            let good = Event(topic: log.topic, text: "good")
            try await log.producer.send(good)
            for (bad, code) in [
                (Event(topic: "a b", text: ""), EventLogError.Code.invalidArgument),
                (Event(topic: "", text: ""), .invalidArgument),
                (Event(topic: log.topic, value: Array(repeating: 0, count: 1_048_577)), .eventTooLarge),
            ] {
                let error = await #expect(throws: EventLogError.self) { _ = try await log.producer.send([good, bad]) }
                #expect(error?.code == code)
            }
            #expect(try await log.topics() == [TopicSummary(name: "t", partitions: [0..<1])])
        }
    }

    @Test("sending nothing is fine", arguments: EventLogFixture.all)
    func nothing(fixture: EventLogFixture) async throws {
        try await fixture.withLog(1) { log in
            let positions = try await log.producer.send([])
            #expect(positions.isEmpty)
        }
    }
}
