import CKafka
import EventLog

/// Questions to a cluster. All of them block, for as long as the time-out at most, and are asked on a client's thread.
struct KafkaCluster {
    /// A topic as the cluster describes it.
    struct Topic {
        var partitions: [PartitionID]
        /// Whether the cluster has nothing against it, and has given it leaders.
        var isReady: Bool
        /// What the cluster has against it.
        var error: rd_kafka_resp_err_t
    }

    let handle: KafkaHandle
    let trouble: KafkaTrouble
    let timeout: Duration

    var client: OpaquePointer { handle.client }

    /// Throws where no broker answers.
    func check() throws(EventLogError) {
        _ = try metadata(all: false, topic: nil, "asking for the brokers")
    }

    /// All topics by name. Those that brokers keep for themselves are left out.
    func topics() throws(EventLogError) -> [String: Topic] {
        try metadata(all: true, topic: nil, "asking for the topics").filter { !$0.key.hasPrefix("__") }
    }

    /// One topic. Clusters that make topics on demand make it.
    func topic(_ name: String) throws(EventLogError) -> Topic? {
        guard let topic = rd_kafka_topic_new(client, name, nil) else {
            throw EventLogError(rd_kafka_last_error(), "asking for topic «\(name)»")
        }
        defer { rd_kafka_topic_destroy(topic) }
        return try metadata(all: false, topic: topic, "asking for topic «\(name)»")[name]
    }

    /// The topic's partitions.
    /// - Throws: ``EventLogError`` with the code `unknownPartition`.
    func partitions(of name: String) throws(EventLogError) -> [PartitionID] {
        guard let topic = try topics()[name] else {
            throw EventLogError(.unknownPartition, "there is no topic «\(name)»")
        }
        return topic.partitions
    }

    /// The oldest offset of each partition that is kept.
    func beginnings(_ ids: [PartitionID]) throws(EventLogError) -> [PartitionID: Int64] {
        try offsets(ids, at: Int64(RD_KAFKA_OFFSET_BEGINNING))
    }

    /// The offset that the next record of each partition will have.
    func ends(_ ids: [PartitionID]) throws(EventLogError) -> [PartitionID: Int64] {
        try offsets(ids, at: Int64(RD_KAFKA_OFFSET_END))
    }

    private func offsets(_ ids: [PartitionID], at place: Int64) throws(EventLogError) -> [PartitionID: Int64] {
        guard !ids.isEmpty else { return [:] }
        // A query for a time, of which the beginning and the end are special ones; it goes to all leaders at once.
        let list = PartitionList(ids.map { ($0, place) })
        let code = rd_kafka_offsets_for_times(client, list.pointer, Int32(timeout.milliseconds))
        try check(code, "asking for the extent of partitions")
        var offsets: [PartitionID: Int64] = [:]
        for entry in list.entries {
            try check(entry.error, "asking for the extent of \(entry.id.topic)/\(entry.id.number)")
            offsets[entry.id] = entry.offset
        }
        return offsets
    }

    private func metadata(
        all: Bool, topic: OpaquePointer?, _ what: String
    ) throws(EventLogError) -> [String: Topic] {
        var pointer: UnsafePointer<rd_kafka_metadata>?
        let code = rd_kafka_metadata(client, all ? 1 : 0, topic, &pointer, Int32(timeout.milliseconds))
        try check(code, what)
        trouble.succeeded()
        guard let pointer else { return [:] }
        defer { rd_kafka_metadata_destroy(pointer) }
        let topics = UnsafeBufferPointer(start: pointer.pointee.topics, count: Int(pointer.pointee.topic_cnt))
        return Dictionary(topics.map { (String(cString: $0.topic), Topic($0)) }) { first, _ in first }
    }

    /// Takes the errors that came in while a question was waited for, since they say why there is no answer.
    private func noteTrouble() {
        while let event = rd_kafka_queue_poll(handle.queue, 0) {
            if rd_kafka_event_type(event) == RD_KAFKA_EVENT_ERROR { trouble.note(event) }
            rd_kafka_event_destroy(event)
        }
    }

    /// Throws where `code` is an error.
    func check(_ code: rd_kafka_resp_err_t, _ what: String) throws(EventLogError) {
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        noteTrouble()
        var error = EventLogError(code, what, reason: trouble.reason)
        // librdkafka only says that no answer came in time, while the reason is known.
        if error.code == .unavailable, trouble.isRefusal { error.code = .accessDenied }
        throw error
    }
}

extension KafkaCluster.Topic {
    fileprivate init(_ topic: rd_kafka_metadata_topic) {
        let name = String(cString: topic.topic)
        let all = UnsafeBufferPointer(start: topic.partitions, count: Int(topic.partition_cnt))
        partitions = all.map { PartitionID(topic: name, number: Int($0.id)) }.sorted()
        isReady = topic.err == RD_KAFKA_RESP_ERR_NO_ERROR && all.contains { $0.leader >= 0 }
        error = topic.err
    }
}
