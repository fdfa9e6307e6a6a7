import EventLog
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ProcessorConformanceTests {
    @Test(
        "what cannot be handled stands in the dead-letter topic, and the rest was handled",
        arguments: EventLogFixture.all)
    func deadLetters(fixture: EventLogFixture) async throws {
        try await fixture.withLog(2) { log in
            let handled = Collector<String>()
            let processor = try EventProcessor(
                consumer: try log.consumer("g", ["t"]), deadLetters: log.producer, logger: quietLogger
            ) { record in
                if record.text.hasPrefix("bad") { throw UnprocessableEvent("it is bad") }
                handled.append(record.text)
            }
            try await withService(processor) {
                _ = try await log.producer.send(
                    ["bad 1", "good 1", "bad 2", "good 2"].map { Event(topic: log.topic, key: $0, text: $0) })
                await handled.wait(for: 2)
            }
            // Those that were not reached before the shutdown are handled now.
            try await withService(processor) {
                try await log.producer.send(Event(topic: log.topic, key: "good 1", text: "good 3"))
                try await log.producer.send(Event(topic: log.topic, key: "good 2", text: "good 4"))
                try await log.producer.send(Event(topic: log.topic, key: "bad 1", text: "good 5"))
                try await log.producer.send(Event(topic: log.topic, key: "bad 2", text: "good 6"))
                await handled.wait(for: 6)
            }
            var dead: [DeadLetter] = []
            for partition in 0..<2 {
                dead += try await log.inspector.read(
                    topic: log.name("t.dead"), partition: partition, from: 0, limit: 10
                )
                .compactMap { DeadLetter($0) }
            }
            #expect(Set(dead.map(\.event.key)) == ["bad 1", "bad 2"])
            #expect(dead.allSatisfy { $0.error == "it is bad" && $0.group == "g" && $0.attempts == 1 })
            #expect(try await log.progress(of: "g").allSatisfy { $0.lag == 0 })
        }
    }

    @Test(
        "events of different keys are handled side by side, each key's in their order, whatever fails in between",
        arguments: EventLogFixture.all)
    func sideBySide(fixture: EventLogFixture) async throws {
        struct Failed: Error {}
        let (keys, rounds) = (12, 10)
        try await fixture.withLog(2) { log in
            let (handled, failed) = (Collector<(key: String, round: Int)>(), Collector<String>())
            let processor = try EventProcessor(
                consumer: try log.consumer("g", ["t"]), deadLetters: log.producer, concurrency: 8,
                retry: EventRetryPolicy(attempts: 3, firstPause: .milliseconds(2)), logger: quietLogger
            ) { record in
                let (key, round) = (record.key ?? "", Int(record.text) ?? -1)
                // One is hopeless, one fails at first, one is slow.
                if (key, round) == ("1", 4) { throw UnprocessableEvent("hopeless") }
                if (key, round) == ("2", 5), failed.values.count < 2 {
                    failed.append(key)
                    throw Failed()
                }
                if (key, round) == ("3", 6) { try await Task.sleep(for: .milliseconds(50)) }
                handled.append((key, round))
            }
            try await withService(processor) {
                for round in 0..<rounds {
                    _ = try await log.producer.send(
                        (0..<keys).map { Event(topic: log.topic, key: "\($0)", text: "\(round)") })
                }
                await handled.wait(for: keys * rounds - 1)
                try await eventually("all is committed") {
                    try await log.progress(of: "g").map(\.committed).reduce(0, +) == Int64(keys * rounds)
                }
            }
            for key in 0..<keys {
                let expected = (0..<rounds).filter { (key, $0) != (1, 4) }
                #expect(handled.values.filter { $0.key == "\(key)" }.map(\.round) == expected)
            }
            #expect(failed.values.count == 2)
        }
    }
}
