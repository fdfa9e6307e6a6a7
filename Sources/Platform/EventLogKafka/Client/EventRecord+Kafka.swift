import CKafka
import Clocks
import EventLog

extension EventRecord {
    /// Reads a message. A key that is no UTF-8 is mended; a value of null, which some use to delete a key, is empty.
    init(_ message: UnsafePointer<rd_kafka_message_t>, topic: String) {
        let content = message.pointee
        let key = content.key.map { start in
            String(decoding: UnsafeRawBufferPointer(start: start, count: content.key_len), as: UTF8.self)
        }
        let value = Array(UnsafeRawBufferPointer(start: content.payload, count: content.len))
        var kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
        let milliseconds = max(rd_kafka_message_timestamp(message, &kind), 0)
        self.init(
            Event(topic: topic, key: key, value: value, headers: MessageHeaders.read(message)),
            at: EventPosition(topic: topic, partition: Int(content.partition), offset: content.offset),
            timestamp: Timestamp(nanoseconds: 0) + .milliseconds(milliseconds))
    }
}
