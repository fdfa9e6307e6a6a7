import NIOCore
import TaskQueue

extension SchedulerEntry {
    /// The entry as asynq stores it.
    func encoded() -> [UInt8] {
        var writer = ProtobufWriter(capacity: 128 + payload.count)
        writer.write(Field.id, id)
        writer.write(Field.spec, spec)
        writer.write(Field.type, type)
        writer.write(Field.payload, payload)
        for option in options { writer.writeDelimited(Field.options, option) }
        writer.write(Field.nextEnqueueAt, nextEnqueueAt)
        writer.write(Field.previousEnqueueAt, previousEnqueueAt)
        return writer.bytes
    }

    /// Reads an entry as asynq or we have stored it.
    init(encoded bytes: ByteBuffer) throws(ProtobufError) {
        self.init(id: "", spec: "", type: "", payload: [], options: [], nextEnqueueAt: nil, previousEnqueueAt: nil)
        var reader = ProtobufReader(bytes)
        while let tag = try reader.nextTag() {
            switch tag.number {
            case Field.id: id = try reader.readString(tag)
            case Field.spec: spec = try reader.readString(tag)
            case Field.type: type = try reader.readString(tag)
            case Field.payload: payload = try reader.readBytes(tag)
            case Field.options: options.append(try reader.readString(tag))
            case Field.nextEnqueueAt: nextEnqueueAt = try reader.readTimestamp(tag)
            case Field.previousEnqueueAt: previousEnqueueAt = try reader.readTimestamp(tag)
            default: try reader.skip(tag)
            }
        }
        guard !id.isEmpty else { throw ProtobufError("a scheduler's entry has no id") }
    }

    private enum Field {
        static let id: UInt32 = 1
        static let spec: UInt32 = 2
        static let type: UInt32 = 3
        static let payload: UInt32 = 4
        static let options: UInt32 = 5
        static let nextEnqueueAt: UInt32 = 6
        static let previousEnqueueAt: UInt32 = 7
    }
}
