import Clocks

/// `google.protobuf.Timestamp`, and Go's word for no time in it: the first moment of year 1.
enum ProtobufTimestamp {
    static let seconds: UInt32 = 1
    static let nanoseconds: UInt32 = 2
    /// Go's zero time, in Unix seconds.
    static let noTime: Int64 = -62_135_596_800
}

extension ProtobufWriter {
    /// A moment; `nil` is written as Go's zero time.
    mutating func write(_ number: UInt32, _ moment: Timestamp?) {
        write(number) { message in
            guard let moment else { return message.write(ProtobufTimestamp.seconds, ProtobufTimestamp.noTime) }
            message.write(ProtobufTimestamp.seconds, moment.seconds)
            message.write(
                ProtobufTimestamp.nanoseconds, moment.nanoseconds &- moment.seconds &* 1_000_000_000)
        }
    }
}

extension ProtobufReader {
    /// A moment; `nil` where it is Go's zero time.
    mutating func readTimestamp(_ tag: Tag) throws(ProtobufError) -> Timestamp? {
        var message = try readMessage(tag)
        var seconds: Int64 = 0
        var nanoseconds: Int32 = 0
        while let tag = try message.nextTag() {
            switch tag.number {
            case ProtobufTimestamp.seconds: seconds = try message.readInt64(tag)
            case ProtobufTimestamp.nanoseconds: nanoseconds = try message.readInt32(tag)
            default: try message.skip(tag)
            }
        }
        guard seconds != ProtobufTimestamp.noTime else { return nil }
        // Towards zero first: the first second that there is begins before the first moment.
        guard seconds < 0 else { return Timestamp(seconds: seconds) + .nanoseconds(Int64(nanoseconds)) }
        return Timestamp(seconds: seconds + 1) + .nanoseconds(Int64(nanoseconds) - 1_000_000_000)
    }

    /// A moment that must be there.
    mutating func readRequiredTimestamp(_ tag: Tag) throws(ProtobufError) -> Timestamp {
        guard let moment = try readTimestamp(tag) else { throw ProtobufError("field \(tag.number) holds no time") }
        return moment
    }
}
