import Clocks
import Clocks
import NIOCore
import TaskQueue

extension ServerInfo {
    /// The server as asynq stores it. Its attempts are stored beside it: see ``AttemptInfo/encoded(of:)``.
    func encoded() -> [UInt8] {
        var writer = ProtobufWriter(capacity: 128)
        writer.write(Field.host, identity.host)
        writer.write(Field.pid, Int64(Int32(clamping: identity.pid)))
        writer.write(Field.id, identity.id)
        writer.write(Field.concurrency, Int64(Int32(clamping: concurrency)))
        for (queue, weight) in queues.sorted(by: { $0.key < $1.key }) {
            writer.write(Field.queues) { entry in
                entry.writeDelimited(1, queue)
                entry.write(2, Int64(Int32(clamping: weight)))
            }
        }
        writer.write(Field.isStrict, isStrict ? 1 : 0)
        writer.write(Field.status, status.rawValue)
        writer.write(Field.startedAt, startedAt)
        writer.write(Field.attemptCount, Int64(Int32(clamping: attempts.count)))
        return writer.bytes
    }

    /// Reads a server as asynq or we have stored it, without its attempts.
    init(encoded bytes: ByteBuffer) throws(ProtobufError) {
        self.init(
            identity: ProcessIdentity(host: "", pid: 0, id: ""), concurrency: 0, queues: [:], isStrict: false,
            status: .new, startedAt: .distantPast)
        var reader = ProtobufReader(bytes)
        while let tag = try reader.nextTag() {
            switch tag.number {
            case Field.host: identity.host = try reader.readString(tag)
            case Field.pid: identity.pid = Int(try reader.readInt32(tag))
            case Field.id: identity.id = try reader.readString(tag)
            case Field.concurrency: concurrency = Int(try reader.readInt32(tag))
            case Field.queues:
                let (queue, weight) = try Self.queue(reader.readMessage(tag))
                queues[queue] = weight
            case Field.isStrict: isStrict = try reader.readInt64(tag) != 0
            case Field.status: status = try Self.status(reader.readString(tag))
            case Field.startedAt: startedAt = try reader.readRequiredTimestamp(tag)
            default: try reader.skip(tag)
            }
        }
        // An empty record decodes, and is no server.
        guard !identity.id.isEmpty else { throw ProtobufError("a server has no id") }
    }

    private static func queue(_ entry: ProtobufReader) throws(ProtobufError) -> (String, Int) {
        var entry = entry
        var queue = ""
        var weight: Int32 = 0
        while let tag = try entry.nextTag() {
            switch tag.number {
            case 1: queue = try entry.readString(tag)
            case 2: weight = try entry.readInt32(tag)
            default: try entry.skip(tag)
            }
        }
        return (queue, Int(weight))
    }

    private static func status(_ text: String) throws(ProtobufError) -> Status {
        guard let status = Status(rawValue: text) else { throw ProtobufError("a server has the status «\(text)»") }
        return status
    }

    private enum Field {
        static let host: UInt32 = 1
        static let pid: UInt32 = 2
        static let id: UInt32 = 3
        static let concurrency: UInt32 = 4
        static let queues: UInt32 = 5
        static let isStrict: UInt32 = 6
        static let status: UInt32 = 7
        static let startedAt: UInt32 = 8
        static let attemptCount: UInt32 = 9
    }
}
