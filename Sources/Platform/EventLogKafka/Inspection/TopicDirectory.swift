import CKafka
import Clocks
import EventLog
import Synchronization

/// Knows which topics are there, and has those made that are not.
final class TopicDirectory: Sendable {
    private enum Search: Sendable {
        case found
        /// It was just made, or its partitions have no leaders yet.
        case expected
        /// The cluster would not make it when asked to. It may do so by itself.
        case refused(String)
    }

    private let inspector: KafkaInspector
    private let configuration: KafkaConfiguration
    private let clock: any WallClock
    private let known = Mutex<Set<String>>([])

    init(_ inspector: KafkaInspector, _ configuration: KafkaConfiguration, clock: any WallClock) {
        self.inspector = inspector
        self.configuration = configuration
        self.clock = clock
    }

    /// Whether a topic has been found before.
    func knows(_ name: String) -> Bool {
        known.withLock { $0.contains(name) }
    }

    /// Returns when a topic is there and can be used.
    /// - Throws: ``EventLogError``: `unknownPartition` where the cluster neither has it nor makes it, which says what to
    ///   do; `accessDenied`, `unavailable`.
    func provide(_ name: String) async throws(EventLogError) {
        if knows(name) { return }
        let search = try await search(name)
        if case .found = search {} else { try await waitUntilReady(name, search) }
        known.withLock { _ = $0.insert(name) }
    }

    private func search(_ name: String) async throws(EventLogError) -> Search {
        let (partitions, replication) = (configuration.partitions, configuration.replication)
        return try await inspector.ask { cluster throws(EventLogError) in
            if let topic = try cluster.topics()[name] { return topic.isReady ? .found : .expected }
            let refusal = try cluster.createTopic(name, partitions: partitions, replication: replication)
            return refusal.map { .refused($0) } ?? .expected
        }
    }

    /// A new topic is not known to all brokers at once, and takes a moment to have leaders.
    private func waitUntilReady(_ name: String, _ search: Search) async throws(EventLogError) {
        let deadline = ContinuousClock.now + configuration.requestTimeout
        while true {
            let code: rd_kafka_resp_err_t? = try await inspector.ask { cluster throws(EventLogError) in
                guard let topic = try cluster.topic(name) else { return RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART }
                if topic.isReady { return nil }
                // Time makes up for a leader that is missing, not for a right.
                if EventLogError.Code(topic.error) == .accessDenied {
                    try cluster.check(topic.error, "using topic «\(name)»")
                }
                return topic.error
            }
            guard let code else { return }
            guard .now < deadline else { throw failure(name, search, code) }
            do {
                try await clock.sleep(for: .milliseconds(50))
            } catch {
                throw EventLogError(.cancelled, "the task was cancelled", cause: error)
            }
        }
    }

    private func failure(_ name: String, _ search: Search, _ code: rd_kafka_resp_err_t) -> EventLogError {
        guard EventLogError.Code(code) == .unknownPartition else {
            return EventLogError(
                .unavailable, "topic «\(name)» has no leaders: \(KafkaError(code).reason)", cause: KafkaError(code))
        }
        var reason = "it did not appear in time"
        if case .refused(let refusal) = search { reason = refusal }
        return EventLogError(
            .unknownPartition,
            """
            there is no topic «\(name)» in \(configuration.brokers), and it cannot be made: \(reason). Make it, with \
            \(configuration.partitions) partitions for example, or allow this client to make topics
            """, cause: KafkaError(code))
    }
}
