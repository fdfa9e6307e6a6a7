import Clocks
import EventLog
import Testing

@Suite struct EventValidationTests {
    @Test("takes a value of 1 MiB")
    func largest() throws {
        try Event(topic: "t", value: Array(repeating: 0, count: 1_048_576)).validate()
    }

    @Test("refuses one byte more, and says how many there are")
    func tooLarge() {
        let event = Event(topic: "t", value: Array(repeating: 0, count: 1_048_577))
        let error = #expect(throws: EventLogError.self) { try event.validate() }
        #expect(error?.code == .eventTooLarge)
        #expect(error?.message.contains("1048577") == true)
    }

    @Test("key and headers count too")
    func everythingCounts() {
        var event = Event(topic: "t", key: "é", value: Array(repeating: 0, count: 1_048_570))
        event.headers = [EventHeader("ab", "cd")]
        #expect(event.size == 1_048_576)
        event.headers.append(EventHeader("e", ""))
        #expect(throws: EventLogError.self) { try event.validate() }
    }

    @Test("what a topic took, its dead-letter topic takes with the reason added")
    func deadLetter() throws {
        let event = Event(topic: String(repeating: "t", count: 244), value: Array(repeating: 0, count: 1_048_576))
        try event.validate()
        let record = EventRecord(
            event, at: EventPosition(topic: event.topic, partition: 1023, offset: .max), timestamp: .distantFuture)
        let letter = DeadLetter(
            record, group: String(repeating: "g", count: 255),
            error: UnprocessableEvent(String(repeating: "e", count: 5000)), attempts: .max, time: .distantFuture)
        try letter.message.validate()
    }

    @Test("refuses an event whose topic has no valid name")
    func badTopic() {
        let error = #expect(throws: EventLogError.self) { try Event(topic: "a b", value: []).validate() }
        #expect(error?.code == .invalidArgument)
    }
}
