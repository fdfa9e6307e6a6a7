import Clocks
import TaskQueue

extension TaskMessage {
    /// The message as asynq stores it, with the fractions of seconds that asynq has no fields for in fields of ours.
    func encoded() -> [UInt8] {
        var writer = ProtobufWriter(capacity: 96 + payload.count + foreignFields.count)
        writer.write(Field.type, type)
        writer.write(Field.payload, payload)
        writer.write(Field.id, id)
        writer.write(Field.queue, queue)
        writer.write(Field.maxRetry, Int64(Int32(clamping: maxRetry)))
        writer.write(Field.retryCount, Int64(Int32(clamping: retryCount)))
        if let lastError { writer.write(Field.lastError, lastError.prefix(utf8Count: Self.lastErrorLimit)) }
        if let timeout { writer.write(Field.timeout, timeout.secondsRoundedUp) }
        if let deadline { writer.write(Field.deadline, deadline.secondsRoundedUp) }
        if let uniqueKey { writer.write(Field.uniqueKey, uniqueKey) }
        if let lastFailedAt { writer.write(Field.lastFailedAt, lastFailedAt.seconds) }
        if let retention { writer.write(Field.retention, retention.secondsRoundedUp) }
        if let completedAt { writer.write(Field.completedAt, completedAt.seconds) }
        if let group { writer.write(Field.group, group) }
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
            writer.write(Field.headers) { entry in
                entry.writeDelimited(1, name)
                entry.writeDelimited(2, value)
            }
        }
        if let timeout { writer.writeFraction(Field.exactTimeout, timeout.wholeNanoseconds) }
        if let deadline { writer.writeFraction(Field.exactDeadline, deadline.nanoseconds) }
        if let retention { writer.writeFraction(Field.exactRetention, retention.wholeNanoseconds) }
        writer.writeEncoded(foreignFields)
        return writer.bytes
    }

    /// The most bytes of an error that are stored.
    static let lastErrorLimit = 64 * 1024

    /// The numbers of the fields.
    enum Field {
        static let type: UInt32 = 1
        static let payload: UInt32 = 2
        static let id: UInt32 = 3
        static let queue: UInt32 = 4
        static let maxRetry: UInt32 = 5
        static let retryCount: UInt32 = 6
        static let lastError: UInt32 = 7
        /// In seconds, as all of asynq's times.
        static let timeout: UInt32 = 8
        static let deadline: UInt32 = 9
        static let uniqueKey: UInt32 = 10
        static let lastFailedAt: UInt32 = 11
        static let retention: UInt32 = 12
        static let completedAt: UInt32 = 13
        static let group: UInt32 = 14
        static let headers: UInt32 = 15

        /// In nanoseconds, and only where it is not a whole number of seconds; the field above then holds the next
        /// whole one. Ours: asynq passes over them, and drops them when it stores the message again.
        static let exactTimeout: UInt32 = 1001
        static let exactDeadline: UInt32 = 1002
        static let exactRetention: UInt32 = 1003
    }
}

extension ProtobufWriter {
    fileprivate mutating func writeFraction(_ number: UInt32, _ nanoseconds: Int64) {
        if nanoseconds % 1_000_000_000 != 0 { write(number, nanoseconds) }
    }
}

extension Int64 {
    /// Nanoseconds as seconds, rounded up.
    private var nanosecondsAsSecondsRoundedUp: Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: 1_000_000_000)
        return remainder > 0 ? quotient + 1 : quotient
    }

    fileprivate init(secondsRoundedUp nanoseconds: Int64) {
        self = nanoseconds.nanosecondsAsSecondsRoundedUp
    }
}

extension Duration {
    /// In whole seconds, so that what is more than nothing stays so.
    var secondsRoundedUp: Int64 { Int64(secondsRoundedUp: wholeNanoseconds) }
}

extension Timestamp {
    /// In whole Unix seconds, so that nothing comes too early.
    var secondsRoundedUp: Int64 { Int64(secondsRoundedUp: nanoseconds) }

    /// In whole Unix microseconds, so that nothing comes too early.
    var microsecondsRoundedUp: Int64 {
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1000)
        return remainder > 0 ? quotient + 1 : quotient
    }
}

extension String {
    /// As much from the start as fits into `utf8Count` bytes.
    fileprivate func prefix(utf8Count: Int) -> String {
        guard utf8.count > utf8Count else { return self }
        var end = utf8.index(startIndex, offsetBy: utf8Count)
        while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}
