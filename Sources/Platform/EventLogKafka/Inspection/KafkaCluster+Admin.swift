import CKafka
import EventLog

extension KafkaCluster {
    /// Makes a topic.
    /// - Returns: why it was not made; `nil` where it was, or where it is there already.
    func createTopic(_ name: String, partitions: Int, replication: Int?) throws(EventLogError) -> String? {
        // A request that waits for a controller that is not among the brokers ends librdkafka's process now and then.
        guard hasController() else { return "the cluster has no controller" }
        var topic: OpaquePointer?
        let reason = withErrorText { text, size in
            topic = rd_kafka_NewTopic_new(name, Int32(partitions), Int32(replication ?? -1), text, size)
        }
        guard topic != nil else { return reason }
        defer { rd_kafka_NewTopic_destroy(topic) }
        // Events of the largest size and their frame are a little more than brokers take by default.
        rd_kafka_NewTopic_set_config(topic, "max.message.bytes", "\(KafkaConfiguration.maximumMessageBytes)")

        let event = try answer(RD_KAFKA_ADMIN_OP_CREATETOPICS) { options, queue in
            rd_kafka_CreateTopics(client, &topic, 1, options, queue)
        }
        defer { rd_kafka_event_destroy(event) }
        guard rd_kafka_event_error(event) == RD_KAFKA_RESP_ERR_NO_ERROR else {
            return String(cString: rd_kafka_event_error_string(event))
        }
        var count = 0
        guard let results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count),
            count > 0
        else { return "the cluster did not say what came of it" }
        let code = rd_kafka_topic_result_error(results[0])
        switch code {
        case RD_KAFKA_RESP_ERR_NO_ERROR, RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS: return nil
        default:
            let text = rd_kafka_topic_result_error_string(results[0]).map { String(cString: $0) }
            return text ?? KafkaError(code).reason
        }
    }

    /// Deletes what a partition holds before an offset.
    func deleteRecords(_ id: PartitionID, before offset: Int64) throws(EventLogError) {
        let what = "deleting records of \(id.topic)/\(id.number)"
        let list = PartitionList([(id, offset)])
        var request = rd_kafka_DeleteRecords_new(list.pointer)
        defer { rd_kafka_DeleteRecords_destroy(request) }
        let event = try answer(RD_KAFKA_ADMIN_OP_DELETERECORDS) { options, queue in
            rd_kafka_DeleteRecords(client, &request, 1, options, queue)
        }
        defer { rd_kafka_event_destroy(event) }
        try check(rd_kafka_event_error(event), what)
        let results = rd_kafka_DeleteRecords_result_offsets(rd_kafka_event_DeleteRecords_result(event))
        for entry in PartitionList.entries(of: results) { try check(entry.error, what) }
    }

    /// What a group committed, of the given partitions.
    func committed(by group: String, _ ids: [PartitionID]) throws(EventLogError) -> [PartitionID: Int64] {
        guard !ids.isEmpty else { return [:] }
        let what = "asking how far group «\(group)» came"
        let list = PartitionList(ids.map { ($0, Int64(RD_KAFKA_OFFSET_INVALID)) })
        var request = rd_kafka_ListConsumerGroupOffsets_new(group, list.pointer)
        defer { rd_kafka_ListConsumerGroupOffsets_destroy(request) }
        let event = try answer(RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS) { options, queue in
            rd_kafka_ListConsumerGroupOffsets(client, &request, 1, options, queue)
        }
        defer { rd_kafka_event_destroy(event) }
        try check(rd_kafka_event_error(event), what)
        var count = 0
        let results = rd_kafka_ListConsumerGroupOffsets_result_groups(
            rd_kafka_event_ListConsumerGroupOffsets_result(event), &count)
        guard let results, count > 0 else { return [:] }
        try check(rd_kafka_error_code(rd_kafka_group_result_error(results[0])), what)
        var offsets: [PartitionID: Int64] = [:]
        for entry in PartitionList.entries(of: rd_kafka_group_result_partitions(results[0])) where entry.offset >= 0 {
            try check(entry.error, what)
            offsets[entry.id] = entry.offset
        }
        return offsets
    }

    /// Forgets a group. One that is not there is fine.
    func deleteGroup(_ group: String) throws(EventLogError) {
        let what = "deleting group «\(group)»"
        var request = rd_kafka_DeleteGroup_new(group)
        defer { rd_kafka_DeleteGroup_destroy(request) }
        let event = try answer(RD_KAFKA_ADMIN_OP_DELETEGROUPS) { options, queue in
            rd_kafka_DeleteGroups(client, &request, 1, options, queue)
        }
        defer { rd_kafka_event_destroy(event) }
        try check(rd_kafka_event_error(event), what)
        var count = 0
        let results = rd_kafka_DeleteGroups_result_groups(rd_kafka_event_DeleteGroups_result(event), &count)
        guard let results, count > 0 else { return }
        let code = rd_kafka_error_code(rd_kafka_group_result_error(results[0]))
        if code == RD_KAFKA_RESP_ERR_GROUP_ID_NOT_FOUND { return }
        try check(code, what)
    }

    /// Whether the cluster names a controller that is one of its brokers.
    private func hasController() -> Bool {
        let controller = rd_kafka_controllerid(client, Int32(timeout.milliseconds))
        var pointer: UnsafePointer<rd_kafka_metadata>?
        guard rd_kafka_metadata(client, 0, nil, &pointer, Int32(timeout.milliseconds)) == RD_KAFKA_RESP_ERR_NO_ERROR,
            let pointer
        else { return false }
        defer { rd_kafka_metadata_destroy(pointer) }
        return UnsafeBufferPointer(start: pointer.pointee.brokers, count: Int(pointer.pointee.broker_cnt))
            .contains { $0.id == controller }
    }

    /// Sends a request and waits for its answer, which the caller destroys.
    private func answer(
        _ operation: rd_kafka_admin_op_t, _ send: (_ options: OpaquePointer?, _ queue: OpaquePointer?) -> Void
    ) throws(EventLogError) -> OpaquePointer {
        let options = rd_kafka_AdminOptions_new(client, operation)
        defer { rd_kafka_AdminOptions_destroy(options) }
        _ = withErrorText { text, size in
            rd_kafka_AdminOptions_set_request_timeout(options, Int32(timeout.milliseconds), text, size)
        }
        let queue = rd_kafka_queue_new(client)
        defer { rd_kafka_queue_destroy(queue) }
        send(options, queue)
        // The answer comes in any case, be it that the time is over; the second is for a librdkafka that is late.
        guard let event = rd_kafka_queue_poll(queue, Int32(timeout.milliseconds + 1000)) else {
            throw EventLogError(RD_KAFKA_RESP_ERR__TIMED_OUT, "asking the cluster", reason: trouble.reason)
        }
        return event
    }
}
