import EventLog
import EventLogKafka
import Testing

@Suite("the list of brokers") struct KafkaBrokersTests {
    @Test(
        "is addresses with commas between them",
        arguments: [
            ("localhost:9092", "localhost:9092"), ("a.b-c:1,d:65535", "a.b-c:1,d:65535"), ("kafka", "kafka:9092"),
            ("a:1, b:2", "a:1,b:2"), ("[::1]:9093,10.0.0.1", "[::1]:9093,10.0.0.1:9092"),
            ("[fe80::1]", "[fe80::1]:9092"),
        ])
    func good(text: String, expected: String) throws {
        #expect(try KafkaBrokers(text).description == expected)
        #expect(try KafkaConfiguration(brokers: text).brokers.description == expected)
    }

    @Test(
        "is refused with the culprit's name",
        arguments: [
            ("", "missing"), ("a,", "missing"), (",a", "missing"), ("a,,b", "missing"), ("a:0", "«0»"),
            ("a:65536", "«65536»"), ("a:", "«»"), ("a:x", "«x»"), ("a:+1", "«+1»"), ("a:09092", "«09092»"),
            (":9092", "«:9092»"), ("a b:1", "«a b:1»"), ("kafka://a:9092", "kafka://a:9092"), ("a/b", "«a/b»"),
            ("::1:9092", "brackets"), ("[::1:9092", "«]»"), ("[::1]9092", "«9092»"), ("[]:1", "IPv6"),
            ("[x]:1", "IPv6"),
            ("a:1,a:1", "a:1 is listed twice"), ("a,a:9092", "a:9092 is listed twice"), ("é:1", "«é:1»"),
            ("a\n:1", "host"),
        ])
    func bad(text: String, named: String) {
        let error = #expect(throws: EventLogError.self) { _ = try KafkaConfiguration(brokers: text) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains(named) == true, "\(error?.message ?? "")")
    }

    @Test("never has its passwords repeated")
    func password() {
        let error = #expect(throws: EventLogError.self) { _ = try KafkaBrokers("a:1,me:secret@b:9092") }
        #expect(error?.message.contains("secret") == false)
        #expect(error?.message.contains("«@»") == true)
    }
}
