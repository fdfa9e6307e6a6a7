/// Writes the fields of a protobuf message, in the order of the calls. Zero values are left out, as proto3 does.
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    /// - Parameter capacity: about how many bytes the message will have.
    init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    mutating func write(_ number: UInt32, _ value: Int64) {
        guard value != 0 else { return }
        writeTag(number, .varint)
        writeVarint(UInt64(bitPattern: value))
    }

    mutating func write(_ number: UInt32, _ value: String) {
        guard !value.isEmpty else { return }
        writeDelimited(number, value)
    }

    mutating func write(_ number: UInt32, _ value: [UInt8]) {
        guard !value.isEmpty else { return }
        writeTag(number, .delimited)
        writeVarint(UInt64(value.count))
        bytes += value
    }

    /// A field that is written also where it is empty: an element of a repeated field, or a message.
    mutating func writeDelimited(_ number: UInt32, _ value: String) {
        writeTag(number, .delimited)
        writeVarint(UInt64(value.utf8.count))
        bytes += value.utf8
    }

    /// A message in a field, also where it is empty.
    mutating func write(_ number: UInt32, _ body: (inout ProtobufWriter) -> Void) {
        var message = ProtobufWriter()
        body(&message)
        writeTag(number, .delimited)
        writeVarint(UInt64(message.bytes.count))
        bytes += message.bytes
    }

    /// Fields that are encoded already.
    mutating func writeEncoded(_ fields: [UInt8]) {
        bytes += fields
    }

    private mutating func writeTag(_ number: UInt32, _ type: ProtobufWireType) {
        writeVarint(UInt64(number) << 3 | UInt64(type.rawValue))
    }

    private mutating func writeVarint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

/// How the value of a field is laid out.
enum ProtobufWireType: UInt8 {
    case varint = 0
    case fixed64 = 1
    /// A length and as many bytes.
    case delimited = 2
    case fixed32 = 5
}
