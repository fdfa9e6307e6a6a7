import EventLog
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct ProcessorConformanceTests {
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
                dead += try await log.inspector.read(topic: log.name("t.dead"), partition: partition, from: 0, limit: 10)
                    .compactMap { DeadLetter($0) }
            }
            #expect(Set(dead.map(\.event.key)) == ["bad 1", "bad 2"])
            #expect(dead.allSatisfy { $0.error == "it is bad" && $0.group == "g" && $0.attempts == 1 })
            #expect(try await log.progress(of: "g").allSatisfy { $0.lag == 0 })
        }
    }
}
