import EventLog
import EventLogKafka
import EventLogSQLite
import TestSupport
import Testing

/// A kind of log that the conformance tests run against.
struct EventLogFixture: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Opens an empty log whose new topics get as many partitions as told, and removes it after.
    let withLog: @Sendable (_ partitions: Int, _ body: (LogUnderTest) async throws -> Void) async throws -> Void

    static let all = [sqlite, kafka]
    /// Those that can do all that a log can. The stand-in for Kafka deletes neither records nor groups, and takes no
    /// commits while a group shares its partitions out anew, which real brokers do.
    static let complete = KafkaCluster.isReal ? all : [sqlite]

    private static let sqlite = EventLogFixture(testDescription: "SQLite") { partitions, body in
        try await withSQLiteLog(partitions: partitions) { log in
            try await body(LogUnderTest(log, name: { $0 }, shortName: { $0 }))
        }
    }

    private static let kafka = EventLogFixture(testDescription: "Kafka") { partitions, body in
        // The stand-in makes topics with 4 partitions unless it is told.
        try await withKafka(topics: ["t:\(partitions)", "t.dead:\(partitions)"]) { cluster in
            try await withKafkaLog(cluster, partitions: partitions) { log in
                try await body(LogUnderTest(log, name: cluster.name, shortName: cluster.shortName))
            }
        }
    }
}

/// A log, through the protocol that every log implements.
struct LogUnderTest: Sendable {
    private let backend: any EventBackend
    private let fullName: @Sendable (String) -> String
    private let shortName: @Sendable (String) -> String?

    /// - Parameters:
    ///   - name: the names of this test's topics and groups, where others share the log.
    ///   - shortName: the reverse; `nil` for names of others.
    init(
        _ backend: any EventBackend, name: @escaping @Sendable (String) -> String,
        shortName: @escaping @Sendable (String) -> String?
    ) {
        self.backend = backend
        fullName = name
        self.shortName = shortName
    }

    var producer: any EventProducer { backend.producer }
    var inspector: any EventInspector { backend }
    /// The topic that most tests use.
    var topic: String { name("t") }

    /// The name of a topic or group of this test. What is not valid stays so.
    func name(_ name: String) -> String { name.isEmpty ? "" : fullName(name) }

    func consumer(_ group: String, _ topics: [String]) throws(EventLogError) -> any EventConsumer {
        try backend.consumer(group: name(group), topics: topics.map(name))
    }

    /// This test's topics with anything in them or that ever had, under their short names.
    func topics() async throws -> [TopicSummary] {
        try await backend.topics().compactMap { topic in
            guard let name = shortName(topic.name), topic.partitions.contains(where: { $0.upperBound > 0 }) else {
                return nil
            }
            return TopicSummary(name: name, partitions: topic.partitions)
        }
    }

    /// How far a group of this test came, with the topics' short names.
    func progress(of group: String) async throws -> [GroupProgress] {
        try await backend.progress(of: name(group)).map { progress in
            var progress = progress
            progress.topic = shortName(progress.topic) ?? progress.topic
            return progress
        }
    }
}
