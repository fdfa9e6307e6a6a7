import EventLog
import EventLogKafka
import TestSupport
import Testing

@Suite("topics on Kafka", .timeLimit(.minutes(10))) struct KafkaTopicTests {
    @Test("a topic that is not there is made")
    func made() async throws {
        try await withKafka { cluster in
            try await withKafkaLog(cluster) { log in
                let topic = cluster.name("new")
                try await log.producer.send(Event(topic: topic, text: "1"))
                let summary = try await log.topics().first { $0.name == topic }
                #expect(summary?.partitions.count == 4)
                #expect(summary?.partitions.map(\.count).reduce(0, +) == 1)
            }
        }
    }

    @Test(
        "a topic that may not be used is refused by name",
        .disabled(if: KafkaCluster.isReal, "faults are the stand-in's"))
    func forbidden() async throws {
        try await withKafka(topics: ["t:1"]) { cluster in
            try await withKafkaLog(cluster) { log in
                try await cluster.standIn?.command("topic-error secret TOPIC_AUTHORIZATION_FAILED")
                let error = await #expect(throws: EventLogError.self) {
                    try await log.producer.send(Event(topic: "secret", text: "1"))
                }
                #expect(error?.code == .accessDenied, "\(error.map { "\($0)" } ?? "")")
                #expect(error?.message.contains("«secret»") == true)
            }
        }
    }

    @Test(
        "a topic that cannot be made is refused, with what to do",
        .disabled(if: KafkaCluster.isReal, "faults are the stand-in's"))
    func notMade() async throws {
        try await withKafka(topics: ["t:1"]) { cluster in
            try await withKafkaLog(cluster, adjusting: { $0.requestTimeout = .milliseconds(500) }) { log in
                try await cluster.standIn?.command("topic-error missing UNKNOWN_TOPIC_OR_PART")
                let error = await #expect(throws: EventLogError.self) {
                    try await log.producer.send(Event(topic: "missing", text: "1"))
                }
                #expect(error?.code == .unknownPartition)
                for part in ["«missing»", cluster.brokers, "Make it", "4 partitions"] {
                    #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
                }
            }
        }
    }
}
