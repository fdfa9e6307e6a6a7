import Clocks
import Clocks
import NIOCore
import TaskQueue

extension AttemptInfo {
    /// The attempt as asynq stores it, with the server that makes it.
    func encoded(of server: ProcessIdentity) -> [UInt8] {
        var writer = ProtobufWriter(capacity: 160 + payload.count)
        writer.write(Field.host, server.host)
        writer.write(Field.pid, Int64(Int32(clamping: server.pid)))
        writer.write(Field.serverID, server.id)
        writer.write(Field.taskID, taskID)
        writer.write(Field.type, type)
        writer.write(Field.payload, payload)
        writer.write(Field.queue, queue)
        writer.write(Field.startedAt, startedAt)
        writer.write(Field.deadline, deadline)
        return writer.bytes
    }

    /// Reads an attempt as asynq or we have stored it.
    init(encoded bytes: ByteBuffer) throws(ProtobufError) {
        self.init(
            taskID: "", type: "", payload: [], queue: "", startedAt: .distantPast, deadline: .distantFuture)
        var reader = ProtobufReader(bytes)
        while let tag = try reader.nextTag() {
            switch tag.number {
            case Field.taskID: taskID = try reader.readString(tag)
            case Field.type: type = try reader.readString(tag)
            case Field.payload: payload = try reader.readBytes(tag)
            case Field.queue: queue = try reader.readString(tag)
            case Field.startedAt: startedAt = try reader.readRequiredTimestamp(tag)
            case Field.deadline: deadline = try reader.readTimestamp(tag) ?? .distantFuture
            default: try reader.skip(tag)
            }
        }
        guard !taskID.isEmpty else { throw ProtobufError("an attempt has no task id") }
    }

    private enum Field {
        static let host: UInt32 = 1
        static let pid: UInt32 = 2
        static let serverID: UInt32 = 3
        static let taskID: UInt32 = 4
        static let type: UInt32 = 5
        static let payload: UInt32 = 6
        static let queue: UInt32 = 7
        static let startedAt: UInt32 = 8
        static let deadline: UInt32 = 9
    }
}
