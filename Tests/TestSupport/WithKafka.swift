import Foundation

/// A Kafka cluster for a test: a stand-in of its own, or the real one that `KAFKA_BOOTSTRAP` names, which all tests share.
public struct KafkaCluster: Sendable {
    /// `host:port,host:port`
    public let brokers: String
    /// The stand-in; `nil` where the cluster is a real one.
    public let standIn: KafkaStandIn?
    private let prefix: String

    /// The brokers of the real cluster that the tests are to use; `nil` where they are to use stand-ins.
    public static let given: String? = ProcessInfo.processInfo.environment["KAFKA_BOOTSTRAP"]
        .flatMap { $0.isEmpty ? nil : $0 }

    /// Whether the tests use a real cluster, on which there are admin requests, and no faults on demand.
    public static var isReal: Bool { given != nil }

    init(brokers: String, standIn: KafkaStandIn?) {
        self.brokers = brokers
        self.standIn = standIn
        prefix = standIn == nil ? "test-\(UUID().uuidString.prefix(8))-" : ""
    }

    /// The name of a topic or group of this test alone.
    public func name(_ name: String) -> String { prefix + name }

    /// The reverse of ``name(_:)``; `nil` for a name of another test's.
    public func shortName(_ name: String) -> String? {
        name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
    }
}

/// Runs `body` with a Kafka cluster.
/// - Parameter topics: topics that a stand-in begins with, each as `name:partitions`; a real cluster is asked for them.
public func withKafka<Value>(
    topics: [String] = [], _ body: (KafkaCluster) async throws -> Value
) async throws -> Value {
    if let brokers = KafkaCluster.given { return try await body(KafkaCluster(brokers: brokers, standIn: nil)) }
    return try await withKafkaStandIn(topics: topics) { standIn in
        try await body(KafkaCluster(brokers: standIn.brokers, standIn: standIn))
    }
}
