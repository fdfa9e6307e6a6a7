import Clocks
import EventLog
import Testing

@Suite struct DeadLetterTests {
    private let record = EventRecord(
        Event(topic: "payments", key: "HSO1", text: "{}", headers: [EventHeader("trace", "1")]),
        at: EventPosition(topic: "payments", partition: 3, offset: 42), timestamp: Timestamp(seconds: 1))

    private func letter(_ error: any Error = UnprocessableEvent("no orderSn")) -> DeadLetter {
        DeadLetter(record, group: "orders", error: error, attempts: 2, time: Timestamp(seconds: 1_893_456_000))
    }

    private func stored(_ event: Event) -> EventRecord {
        EventRecord(
            event, at: EventPosition(topic: event.topic, partition: 0, offset: 0), timestamp: Timestamp(seconds: 2))
    }

    @Test("goes to the topic's dead-letter topic, under the event's own key and with its value")
    func message() {
        let message = letter().message
        #expect(message.topic == "payments.dead")
        #expect(message.key == "HSO1")
        #expect(message.value == Array("{}".utf8))
    }

    @Test("tells the error, where the event stood, who gave it up and when")
    func headers() {
        let headers = Dictionary(uniqueKeysWithValues: letter().message.headers.map { ($0.name, $0.text) })
        #expect(
            headers == [
                "trace": "1", "dead-letter-error": "no orderSn", "dead-letter-topic": "payments",
                "dead-letter-partition": "3", "dead-letter-offset": "42", "dead-letter-group": "orders",
                "dead-letter-attempts": "2", "dead-letter-time": "1893456000000",
            ])
    }

    @Test("is read back as it was, with the event ready to be sent again")
    func roundTrip() throws {
        let read = try #require(DeadLetter(stored(letter().message)))
        #expect(read == letter())
        #expect(read.event == record.event)
    }

    @Test("one that was retried and failed again tells its latest failure only")
    func again() throws {
        let first = stored(letter().message)
        let second = DeadLetter(
            first, group: "orders", error: UnprocessableEvent("still"), attempts: 1, time: Timestamp(seconds: 5))
        #expect(second.message.headers.count == letter().message.headers.count)
        #expect(DeadLetter(stored(second.message))?.error == "still")
    }

    @Test("a long error is cut, and not in the middle of a character")
    func longError() {
        let error = letter(UnprocessableEvent("a" + String(repeating: "€", count: 1000))).error
        #expect(error.utf8.count == 1 + 341 * 3)
        #expect(error.hasSuffix("€"))
    }

    @Test("a record that is none is not taken for one")
    func noDeadLetter() {
        #expect(DeadLetter(record) == nil)
        var broken = letter().message
        broken.headers.removeAll { $0.name == "dead-letter-offset" }
        #expect(DeadLetter(stored(broken)) == nil)
        broken.headers.append(EventHeader("dead-letter-offset", "four"))
        #expect(DeadLetter(stored(broken)) == nil)
    }
}
