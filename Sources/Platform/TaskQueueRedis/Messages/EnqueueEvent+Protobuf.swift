import Clocks
import Clocks
import NIOCore
import TaskQueue

extension EnqueueEvent {
    /// The event as asynq stores it.
    func encoded() -> [UInt8] {
        var writer = ProtobufWriter(capacity: 64)
        writer.write(Field.taskID, taskID)
        writer.write(Field.enqueuedAt, enqueuedAt)
        return writer.bytes
    }

    /// Reads an event as asynq or we have stored it.
    init(encoded bytes: ByteBuffer) throws(ProtobufError) {
        self.init(taskID: "", enqueuedAt: .distantPast)
        var reader = ProtobufReader(bytes)
        while let tag = try reader.nextTag() {
            switch tag.number {
            case Field.taskID: taskID = try reader.readString(tag)
            case Field.enqueuedAt: enqueuedAt = try reader.readRequiredTimestamp(tag)
            default: try reader.skip(tag)
            }
        }
        guard !taskID.isEmpty else { throw ProtobufError("an enqueue event has no task id") }
    }

    private enum Field {
        static let taskID: UInt32 = 1
        static let enqueuedAt: UInt32 = 2
    }
}
