import CKafka
import EventLog

extension KafkaCluster {
    /// Up to `limit` records of a partition from `offset` on, as far as there are any.
    func read(_ id: PartitionID, from offset: Int64, limit: Int) throws(EventLogError) -> [EventRecord] {
        let what = "reading \(id.topic)/\(id.number)"
        let (beginning, end) = (try beginnings([id])[id] ?? 0, try ends([id])[id] ?? 0)
        let start = max(offset, beginning)
        guard limit > 0, start < end else { return [] }

        guard let topic = rd_kafka_topic_new(client, id.topic, nil) else {
            throw EventLogError(rd_kafka_last_error(), what)
        }
        defer { rd_kafka_topic_destroy(topic) }
        guard rd_kafka_consume_start(topic, Int32(id.number), start) == 0 else {
            throw EventLogError(rd_kafka_last_error(), what)
        }
        defer { rd_kafka_consume_stop(topic, Int32(id.number)) }

        let deadline = ContinuousClock.now + timeout
        var records: [EventRecord] = []
        while records.count < limit {
            guard .now < deadline else {
                throw EventLogError(RD_KAFKA_RESP_ERR__TIMED_OUT, what, reason: trouble.reason)
            }
            guard let message = rd_kafka_consume(topic, Int32(id.number), 100) else { continue }
            defer { rd_kafka_message_destroy(message) }
            // Markers of transactions and compaction leave gaps, so that the end need not be a record.
            if message.pointee.err == RD_KAFKA_RESP_ERR__PARTITION_EOF { break }
            try check(message.pointee.err, what)
            guard message.pointee.offset < end else { break }
            records.append(EventRecord(message, topic: id.topic))
        }
        return records
    }
}
