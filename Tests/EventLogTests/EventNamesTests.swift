import EventLog
import Testing

@Suite struct EventNamesTests {
    @Test(
        "takes the names that Kafka takes",
        arguments: ["a", "payment-update-paystatus-topic", "A.b_c-9", "...", String(repeating: "x", count: 249)])
    func good(name: String) throws {
        try EventNames.checkTopic(name)
    }

    @Test(
        "refuses other names",
        arguments: ["", ".", "..", "a b", "a/b", "a:b", "é", "主题", "a\0", "a\n", String(repeating: "x", count: 250)])
    func bad(name: String) {
        let error = #expect(throws: EventLogError.self) { try EventNames.checkTopic(name) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.isRetryable == false)
    }

    @Test("a refusal names the culprit")
    func message() {
        let error = #expect(throws: EventLogError.self) { try EventNames.checkTopic("pay ments") }
        #expect(error?.message.contains("«pay ments»") == true)
    }

    @Test("refuses an empty group and one that is too long", arguments: ["", String(repeating: "g", count: 256)])
    func badGroup(name: String) {
        let error = #expect(throws: EventLogError.self) { try EventNames.checkGroup(name) }
        #expect(error?.code == .invalidArgument)
    }

    @Test("a dead-letter topic is known by its name")
    func deadLetterTopic() {
        #expect(EventNames.deadLetterTopic(of: "payments") == "payments.dead")
        #expect(EventNames.isDeadLetterTopic("payments.dead"))
        #expect(!EventNames.isDeadLetterTopic("payments"))
    }
}
