import CKafka
import EventLog

/// A partition's name.
struct PartitionID: Sendable, Hashable, Comparable {
    var topic: String
    var number: Int

    static func < (first: Self, second: Self) -> Bool {
        (first.topic, first.number) < (second.topic, second.number)
    }
}

/// A list of partitions in librdkafka's form, each with an offset and an error.
struct PartitionList: ~Copyable {
    struct Entry {
        var id: PartitionID
        var offset: Int64
        var error: rd_kafka_resp_err_t
    }

    let pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

    init(_ offsets: [(id: PartitionID, offset: Int64)] = []) {
        pointer = rd_kafka_topic_partition_list_new(Int32(offsets.count))
        for (id, offset) in offsets { add(id.topic, id.number, offset) }
    }

    deinit {
        rd_kafka_topic_partition_list_destroy(pointer)
    }

    /// Adds an entry. A topic alone is one with the number -1.
    func add(_ topic: String, _ number: Int, _ offset: Int64) {
        rd_kafka_topic_partition_list_add(pointer, topic, Int32(number)).pointee.offset = offset
    }

    var entries: [Entry] { Self.entries(of: pointer) }

    /// Reads a list that is somebody else's.
    static func entries(of list: UnsafePointer<rd_kafka_topic_partition_list_t>?) -> [Entry] {
        guard let list, let elements = list.pointee.elems else { return [] }
        return UnsafeBufferPointer(start: elements, count: Int(list.pointee.cnt)).map { element in
            Entry(
                id: PartitionID(topic: String(cString: element.topic), number: Int(element.partition)),
                offset: element.offset, error: element.err)
        }
    }
}
