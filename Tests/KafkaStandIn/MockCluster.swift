import CKafka
import CKafka.Mock

/// librdkafka's mock cluster.
///
/// Sendable because the mock cluster locks for itself, and it is never destroyed: the process ends with it.
struct MockCluster: @unchecked Sendable {
    private let cluster: OpaquePointer
    let brokers: Int

    /// - Parameter isVerbose: whether all that it does is written to the standard error.
    init(brokers: Int, isVerbose: Bool) throws {
        let configuration = rd_kafka_conf_new()
        // The client is there because a cluster needs one; that it has nothing to connect to is no news.
        let (name, value) = isVerbose ? ("debug", "mock") : ("log_level", "2")
        rd_kafka_conf_set(configuration, name, value, nil, 0)
        guard let client = rd_kafka_new(RD_KAFKA_PRODUCER, configuration, nil, 0),
            let cluster = rd_kafka_mock_cluster_new(client, Int32(brokers))
        else { throw StandInError("librdkafka cannot serve \(brokers) brokers here") }
        self.cluster = cluster
        self.brokers = brokers
    }

    /// `host:port,host:port`
    var bootstrap: String { String(cString: rd_kafka_mock_cluster_bootstraps(cluster)) }

    func create(_ topic: TopicSpecification) throws {
        try check(
            rd_kafka_mock_topic_create(cluster, topic.name, Int32(topic.partitions), Int32(min(3, brokers))),
            "topic \(topic.name)")
    }

    /// Closes a broker's connections and takes no new ones, or takes them again. No leader changes.
    /// - Parameter broker: its number; `nil` for all.
    func set(_ broker: Int?, isUp: Bool) throws {
        let number = Int32(broker ?? -1)
        try check(
            isUp ? rd_kafka_mock_broker_set_up(cluster, number) : rd_kafka_mock_broker_set_down(cluster, number),
            broker.map { "broker \($0)" } ?? "the brokers")
    }

    /// Delays each answer of a broker.
    func delay(_ broker: Int?, milliseconds: Int) throws {
        try check(
            rd_kafka_mock_broker_set_rtt(cluster, Int32(broker ?? -1), Int32(milliseconds)),
            broker.map { "broker \($0)" } ?? "the brokers")
    }

    /// Has the next requests of a kind fail, whichever broker they reach.
    func fail(_ request: RequestKind, _ error: rd_kafka_resp_err_t, count: Int) {
        let errors = Array(repeating: error, count: count)
        rd_kafka_mock_push_request_errors_array(cluster, request.rawValue, errors.count, errors)
    }

    /// Has all questions for a topic answered with an error, or no longer.
    func fail(topic: String, _ error: rd_kafka_resp_err_t) {
        rd_kafka_mock_topic_set_error(cluster, topic, error)
    }

    /// Gives a partition another leader.
    func lead(_ topic: String, _ partition: Int, broker: Int) throws {
        try check(
            rd_kafka_mock_partition_set_leader(cluster, topic, Int32(partition), Int32(broker)),
            "\(topic)/\(partition)")
    }

    /// Gives a group another coordinator.
    func coordinate(_ group: String, broker: Int) throws {
        try check(rd_kafka_mock_coordinator_set(cluster, "group", group, Int32(broker)), "group \(group)")
    }

    private func check(_ code: rd_kafka_resp_err_t, _ what: String) throws {
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        throw StandInError("\(what): \(String(cString: rd_kafka_err2str(code)))")
    }
}
