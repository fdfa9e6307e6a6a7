import CKafka

/// Reads messages by librdkafka alone, from one thread, without a group.
enum PlainConsuming {
    static func run(_ load: Load) async throws -> Double {
        try await PlainProducing.fill(load)
        return try await onThread { try read(load) }
    }

    private static func read(_ load: Load) throws -> Double {
        let configuration = try plainConfiguration([
            "bootstrap.servers": load.brokers, "group.id": "plain", "enable.auto.commit": "false",
            "auto.offset.reset": "earliest", "queued.min.messages": "10000", "queued.max.messages.kbytes": "8192",
        ])
        let client = try plainClient(RD_KAFKA_CONSUMER, configuration)
        rd_kafka_poll_set_consumer(client)
        let queue = rd_kafka_queue_get_consumer(client)
        let list = rd_kafka_topic_partition_list_new(Int32(Load.partitions))
        for partition in 0..<Load.partitions {
            rd_kafka_topic_partition_list_add(list, load.topic, Int32(partition)).pointee.offset =
                Int64(RD_KAFKA_OFFSET_BEGINNING)
        }
        rd_kafka_assign(client, list)
        rd_kafka_topic_partition_list_destroy(list)
        defer {
            rd_kafka_queue_destroy(queue)
            rd_kafka_consumer_close(client)
            rd_kafka_destroy(client)
        }
        var start: ContinuousClock.Instant?
        var (count, bytes) = (0, 0)
        try withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<rd_kafka_message_t>?.self, capacity: 1000) {
            messages in
            while count < load.count {
                let taken = rd_kafka_consume_batch_queue(queue, 10_000, messages.baseAddress, messages.count)
                guard taken > 0 else { throw BenchmarkError("no message came") }
                start = start ?? .now
                for message in messages.prefix(taken) {
                    guard let message else { continue }
                    if message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR { count += 1 }
                    bytes += message.pointee.len
                    rd_kafka_message_destroy(message)
                }
            }
        }
        guard bytes >= load.size, let start else { throw BenchmarkError("the messages were empty") }
        return load.rate(since: start)
    }
}
