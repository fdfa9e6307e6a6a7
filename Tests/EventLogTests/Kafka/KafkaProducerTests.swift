import EventLog
import EventLogKafka
import TestSupport
import Testing

@Suite("sending events to Kafka", .timeLimit(.minutes(10))) struct KafkaProducerTests {
    /// All events of a topic with 4 partitions, in the order of each partition.
    private func all(of topic: String, _ log: KafkaEventLog) async throws -> [EventRecord] {
        var records: [EventRecord] = []
        for partition in 0..<4 {
            records += try await log.read(topic: topic, partition: partition, from: 0, limit: 10_000)
        }
        return records
    }

    @Test("trace headers travel unchanged, also through a dead letter")
    func traceHeaders() async throws {
        let trace = [
            EventHeader("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
            EventHeader("tracestate", "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE"),
            EventHeader(name: "binary", value: [0, 255, 10]), EventHeader(name: "empty", value: []),
            EventHeader("twice", "1"), EventHeader("twice", "2"),
        ]
        try await withKafka(topics: ["t:4", "t.dead:4"]) { cluster in
            try await withKafkaLog(cluster) { log in
                let topic = cluster.name("t")
                let position = try await log.producer.send(Event(topic: topic, key: "k", text: "1", headers: trace))
                let records = try await log.read(
                    topic: topic, partition: position.partition, from: position.offset, limit: 1)
                let record = try #require(records.first)
                #expect(record.headers == trace)

                let letter = DeadLetter(
                    record, group: "g", error: UnprocessableEvent("bad"), attempts: 1, time: record.timestamp)
                let grave = try await log.producer.send(letter.message)
                let buried = try await log.read(
                    topic: grave.topic, partition: grave.partition, from: grave.offset, limit: 1)
                #expect(try DeadLetter(#require(buried.first)) == letter)
                #expect(try DeadLetter(#require(buried.first))?.event.headers == trace)
            }
        }
    }

    @Test(
        "a broker that goes down and comes back loses nothing that was acknowledged, doubles nothing and keeps keys in order",
        .disabled(if: KafkaCluster.isReal, "faults are the stand-in's"))
    func brokerDownAndBack() async throws {
        let (keys, rounds) = (12, 25)
        try await withKafka(topics: ["t:4"]) { cluster in
            try await withKafkaLog(cluster) { log in
                let standIn = try #require(cluster.standIn)
                let acknowledged = Collector<EventPosition>()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for key in 0..<keys {
                        group.addTask {
                            for round in 0..<rounds {
                                acknowledged.append(
                                    try await log.producer.send(
                                        Event(topic: "t", key: "\(key)", text: "\(round)")))
                            }
                        }
                    }
                    for broker in 1...3 {
                        await acknowledged.wait(for: broker * 40)
                        try await standIn.takeDown(broker)
                        try await standIn.bringUp(broker)
                    }
                    try await group.waitForAll()
                }
                let records = try await all(of: "t", log)
                #expect(Set(acknowledged.values) == Set(records.map(\.position)))
                for key in 0..<keys {
                    let texts = records.filter { $0.key == "\(key)" }.map(\.text)
                    #expect(texts == (0..<rounds).map { "\($0)" })
                }
            }
        }
    }

    @Test(
        "errors that a broker mends are not the caller's",
        .disabled(if: KafkaCluster.isReal, "faults are the stand-in's"),
        arguments: ["NOT_ENOUGH_REPLICAS 3", "NOT_LEADER_FOR_PARTITION 1", "REQUEST_TIMED_OUT 2", "_TRANSPORT 2"])
    func mended(error: String) async throws {
        try await withKafka(topics: ["t:1"]) { cluster in
            try await withKafkaLog(cluster) { log in
                // One event after the other: unlike a real broker, the stand-in takes one that overtook another.
                for round in 0..<6 {
                    if round % 2 == 0 { try await cluster.standIn?.command("error produce \(error)") }
                    let position = try await log.producer.send(Event(topic: "t", text: "\(round)"))
                    #expect(position.offset == Int64(round))
                }
                let records = try await log.read(topic: "t", partition: 0, from: 0, limit: 100)
                #expect(records.map(\.text) == (0..<6).map { "\($0)" })
            }
        }
    }

    @Test(
        "errors that stay are the caller's, by name", .disabled(if: KafkaCluster.isReal, "faults are the stand-in's"),
        arguments: [
            ("MSG_SIZE_TOO_LARGE", EventLogError.Code.eventTooLarge), ("TOPIC_AUTHORIZATION_FAILED", .accessDenied),
        ])
    func lasting(error: String, code: EventLogError.Code) async throws {
        try await withKafka(topics: ["t:1"]) { cluster in
            try await withKafkaLog(cluster) { log in
                try await cluster.standIn?.command("error produce \(error)")
                let thrown = await #expect(throws: EventLogError.self) {
                    try await log.producer.send(Event(topic: "t", text: "1"))
                }
                #expect(thrown?.code == code, "\(thrown.map { "\($0)" } ?? "")")
                #expect(thrown?.message.contains("«t»") == true)
                #expect((thrown?.cause as? KafkaError)?.name == error)
            }
        }
    }

    @Test(
        "with all brokers down sending fails within the message's time-out, says why, and works again when they are back",
        .disabled(if: KafkaCluster.isReal, "faults are the stand-in's"))
    func allDown() async throws {
        try await withKafka(topics: ["t:1"]) { cluster in
            try await withKafkaLog(cluster, adjusting: { $0.messageTimeout = .seconds(2) }) { log in
                try await log.producer.send(Event(topic: "t", text: "before"))
                try await cluster.standIn?.takeDown()
                let elapsed = await ContinuousClock().measure {
                    let error = await #expect(throws: EventLogError.self) {
                        try await log.producer.send(Event(topic: "t", text: "lost"))
                    }
                    #expect(error?.code == .unavailable && error?.isRetryable == true)
                    #expect(error?.message.contains("127.0.0.1") == true, "\(error?.message ?? "")")
                }
                #expect(elapsed < .seconds(5))
                try await cluster.standIn?.bringUp()
                try await eventually("sending works again") {
                    do throws(EventLogError) {
                        try await log.producer.send(Event(topic: "t", text: "after"))
                        return true
                    } catch {
                        return false
                    }
                }
            }
        }
    }

    @Test(
        "when too much is under way whoever sends waits, and nothing is dropped",
        .disabled(if: KafkaCluster.isReal, "faults are the stand-in's"))
    func full() async throws {
        try await withKafka(topics: ["t:1"]) { cluster in
            try await withKafkaLog(cluster) { log in
                try await log.producer.send(Event(topic: "t", text: "first"))
                try await cluster.standIn?.takeDown()
                let value = [UInt8](repeating: 7, count: 4000)
                try await withThrowingTaskGroup(of: [EventPosition].self) { group in
                    for _ in 0..<4 {
                        // More, all in all, than the producer takes at once.
                        group.addTask {
                            try await log.producer.send((0..<2500).map { _ in Event(topic: "t", value: value) })
                        }
                    }
                    try await cluster.standIn?.bringUp()
                    let positions = try await group.reduce(into: []) { $0 += $1 }
                    #expect(positions.map(\.offset).sorted() == Array(1...10_000))
                }
            }
        }
    }

    @Test("whoever is cancelled need not wait for the brokers", .disabled(if: KafkaCluster.isReal))
    func cancelled() async throws {
        try await withKafka(topics: ["t:1"]) { cluster in
            try await withKafkaLog(cluster, adjusting: { $0.messageTimeout = .seconds(2) }) { log in
                try await log.producer.send(Event(topic: "t", text: "before"))
                try await cluster.standIn?.takeDown()
                let sending = Task { try await log.producer.send(Event(topic: "t", text: "after")) }
                sending.cancel()
                let error = await #expect(throws: EventLogError.self) { _ = try await sending.value }
                #expect(error?.code == .cancelled)
            }
        }
    }

    @Test("a closed log says that it is closed")
    func closed() async throws {
        try await withKafka(topics: ["t:1"]) { cluster in
            try await withKafkaLog(cluster) { log in
                await log.close()
                for _ in 0..<2 {
                    let error = await #expect(throws: EventLogError.self) {
                        try await log.producer.send(Event(topic: cluster.name("t"), text: ""))
                    }
                    #expect(error?.code == .closed)
                    await #expect(throws: EventLogError.self) { try await log.check() }
                    await log.close()
                }
            }
        }
    }
}
