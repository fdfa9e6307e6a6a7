/// Writes the wire format of Protocol Buffers, as far as traces need it.
///
/// Fields that hold what a field holds when it is absent (zero, nothing) are left out, as proto3 has it.
struct ProtobufBytes {
    private(set) var bytes: [UInt8] = []

    private enum WireType: UInt64 {
        case varint = 0
        case fixed64 = 1
        case lengthDelimited = 2
        case fixed32 = 5
    }

    mutating func varint(_ field: UInt64, _ value: UInt64) {
        guard value != 0 else { return }
        tag(field, .varint)
        append(value)
    }

    mutating func fixed64(_ field: UInt64, _ value: UInt64) {
        guard value != 0 else { return }
        tag(field, .fixed64)
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func fixed32(_ field: UInt64, _ value: UInt32) {
        guard value != 0 else { return }
        tag(field, .fixed32)
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func text(_ field: UInt64, _ value: String) {
        guard !value.isEmpty else { return }
        tag(field, .lengthDelimited)
        append(UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    /// Numbers of eight bytes, the greatest first: an id.
    mutating func identifier(_ field: UInt64, _ numbers: UInt64...) {
        tag(field, .lengthDelimited)
        append(UInt64(numbers.count * 8))
        for number in numbers {
            withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
        }
    }

    /// A message within this one. It is written even where it is empty.
    mutating func message(_ field: UInt64, _ write: (inout ProtobufBytes) -> Void) {
        tag(field, .lengthDelimited)
        let start = bytes.count
        write(&self)
        var length = ProtobufBytes()
        length.append(UInt64(bytes.count - start))
        bytes.insert(contentsOf: length.bytes, at: start)
    }

    // One of several fields is written even where it holds nothing, since it says which of them it is.

    mutating func chosenVarint(_ field: UInt64, _ value: UInt64) {
        tag(field, .varint)
        append(value)
    }

    mutating func chosenFixed64(_ field: UInt64, _ value: UInt64) {
        tag(field, .fixed64)
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func chosenText(_ field: UInt64, _ value: String) {
        tag(field, .lengthDelimited)
        append(UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    private mutating func tag(_ field: UInt64, _ type: WireType) {
        append(field << 3 | type.rawValue)
    }

    private mutating func append(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
