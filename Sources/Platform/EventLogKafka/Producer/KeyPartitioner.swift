import CKafka
import EventLog

/// Has librdkafka place events as ``EventPartitioner`` does.
enum KeyPartitioner {
    /// Enters the partitioner in a client's configuration.
    /// - Parameter partitioner: must live as long as the client.
    static func install(_ partitioner: EventPartitioner, in configuration: OpaquePointer) {
        // There is one as soon as any property of topics has been set.
        guard let topics = rd_kafka_conf_get_default_topic_conf(configuration) else {
            preconditionFailure("no property of topics has been set")
        }
        rd_kafka_topic_conf_set_opaque(topics, Unmanaged.passUnretained(partitioner).toOpaque())
        rd_kafka_topic_conf_set_partitioner_cb(topics) { topic, key, keySize, count, opaque, _ in
            guard let opaque else { return RD_KAFKA_PARTITION_UA }
            guard let key else {
                let partitioner = Unmanaged<EventPartitioner>.fromOpaque(opaque).takeUnretainedValue()
                return Int32(partitioner.partition(for: nil, of: Int(count)))
            }
            // Kafka's own murmur2, which is what EventPartitioner computes as well.
            return rd_kafka_msg_partitioner_murmur2(topic, key, keySize, count, nil, nil)
        }
    }
}
