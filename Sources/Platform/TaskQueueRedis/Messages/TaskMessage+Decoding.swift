import Clocks
import NIOCore
import TaskQueue

extension TaskMessage {
    /// Reads a message as asynq or we have stored it.
    ///
    /// Fields that are not known are kept in ``foreignFields``. A message with neither timeout nor deadline gets a
    /// timeout of 30 minutes, as asynq does.
    init(encoded bytes: ByteBuffer) throws(ProtobufError) {
        self.init(id: "", type: "", payload: [], queue: "", maxRetry: 0)
        var reader = ProtobufReader(bytes)
        var times = Times()
        while let tag = try reader.nextTag() {
            switch tag.number {
            case Field.type: type = try reader.readString(tag)
            case Field.payload: payload = try reader.readBytes(tag)
            case Field.id: id = try reader.readString(tag)
            case Field.queue: queue = try reader.readString(tag)
            case Field.maxRetry: maxRetry = try reader.readCount(tag)
            case Field.retryCount: retryCount = try reader.readCount(tag)
            case Field.lastError: lastError = try reader.readName(tag)
            case Field.timeout: times.timeout = try reader.readSeconds(tag)
            case Field.deadline: times.deadline = try reader.readInt64(tag)
            case Field.uniqueKey: uniqueKey = try reader.readName(tag)
            case Field.lastFailedAt: lastFailedAt = try reader.readMoment(tag)
            case Field.retention: times.retention = try reader.readSeconds(tag)
            case Field.completedAt: completedAt = try reader.readMoment(tag)
            case Field.group: group = try reader.readName(tag)
            case Field.headers:
                let (name, value) = try Self.header(reader.readMessage(tag))
                headers[name] = value
            case Field.exactTimeout: times.exactTimeout = try reader.readInt64(tag)
            case Field.exactDeadline: times.exactDeadline = try reader.readInt64(tag)
            case Field.exactRetention: times.exactRetention = try reader.readInt64(tag)
            default: foreignFields += try reader.skip(tag)
            }
        }
        deadline = times.exact(times.exactDeadline, roundedUp: times.deadline).map(Timestamp.init(nanoseconds:))
        timeout = times.exact(times.exactTimeout, roundedUp: times.timeout).map { .nanoseconds($0) }
        retention = times.exact(times.exactRetention, roundedUp: times.retention).map { .nanoseconds($0) }
        if timeout == nil, deadline == nil { timeout = .seconds(1800) }
    }

    private static func header(_ message: ProtobufReader) throws(ProtobufError) -> (String, String) {
        var message = message
        var name = ""
        var value = ""
        while let tag = try message.nextTag() {
            switch tag.number {
            case 1: name = try message.readString(tag)
            case 2: value = try message.readString(tag)
            default: try message.skip(tag)
            }
        }
        return (name, value)
    }

    /// What the message says about times, in seconds and, where it has more to say, in nanoseconds.
    private struct Times {
        var timeout: Int64 = 0
        var deadline: Int64 = 0
        var retention: Int64 = 0
        var exactTimeout: Int64?
        var exactDeadline: Int64?
        var exactRetention: Int64?

        /// A time in nanoseconds, `nil` where there is none. The exact one is good only while the other agrees with
        /// it: who does not know of it may have changed the other.
        func exact(_ nanoseconds: Int64?, roundedUp seconds: Int64) -> Int64? {
            if let nanoseconds, Timestamp(nanoseconds: nanoseconds).secondsRoundedUp == seconds { return nanoseconds }
            return seconds == 0 ? nil : Timestamp(seconds: seconds).nanoseconds
        }
    }
}

extension ProtobufReader {
    fileprivate mutating func readCount(_ tag: Tag) throws(ProtobufError) -> Int {
        Int(try nonNegative(Int64(readInt32(tag)), tag))
    }

    fileprivate mutating func readSeconds(_ tag: Tag) throws(ProtobufError) -> Int64 {
        try nonNegative(readInt64(tag), tag)
    }

    /// A moment in Unix seconds, of which zero means none.
    fileprivate mutating func readMoment(_ tag: Tag) throws(ProtobufError) -> Timestamp? {
        let seconds = try readInt64(tag)
        return seconds == 0 ? nil : Timestamp(seconds: seconds)
    }

    /// Text of which the empty one means none.
    fileprivate mutating func readName(_ tag: Tag) throws(ProtobufError) -> String? {
        let text = try readString(tag)
        return text.isEmpty ? nil : text
    }

    private func nonNegative(_ value: Int64, _ tag: Tag) throws(ProtobufError) -> Int64 {
        guard value >= 0 else { throw ProtobufError("field \(tag.number) is negative: \(value)") }
        return value
    }
}
