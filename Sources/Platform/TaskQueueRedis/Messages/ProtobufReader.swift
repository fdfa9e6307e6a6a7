import NIOCore

/// Reads the fields of a protobuf message one after the other, from bytes that anybody may have written.
struct ProtobufReader {
    private var buffer: ByteBuffer
    /// Where the field that was read last begins.
    private var start: Int

    init(_ buffer: ByteBuffer) {
        self.buffer = buffer
        start = buffer.readerIndex
    }

    /// What stands before the value of a field.
    struct Tag: Hashable {
        var number: UInt32
        var type: ProtobufWireType
    }

    /// The next field's tag, `nil` at the end of the message. Its value must be read or skipped next.
    mutating func nextTag() throws(ProtobufError) -> Tag? {
        guard buffer.readableBytes > 0 else { return nil }
        start = buffer.readerIndex
        let value = try readVarint(of: 0)
        let number = value >> 3
        guard (1..<1 << 29).contains(number) else { throw ProtobufError("\(number) is not the number of a field") }
        guard let type = ProtobufWireType(rawValue: UInt8(value & 7)) else {
            throw ProtobufError("field \(number) has the unknown wire type \(value & 7)")
        }
        return Tag(number: UInt32(number), type: type)
    }

    mutating func readInt64(_ tag: Tag) throws(ProtobufError) -> Int64 {
        try expect(.varint, tag)
        return Int64(bitPattern: try readVarint(of: tag.number))
    }

    mutating func readInt32(_ tag: Tag) throws(ProtobufError) -> Int32 {
        let value = try readInt64(tag)
        guard let number = Int32(exactly: value) else {
            throw ProtobufError("field \(tag.number) is out of range: \(value)")
        }
        return number
    }

    mutating func readString(_ tag: Tag) throws(ProtobufError) -> String {
        let length = try readLength(tag)
        do {
            if let text = try buffer.readUTF8ValidatedString(length: length) { return text }
        } catch {
            throw ProtobufError("field \(tag.number) is not valid UTF-8")
        }
        throw truncated(tag.number)
    }

    mutating func readBytes(_ tag: Tag) throws(ProtobufError) -> [UInt8] {
        let length = try readLength(tag)
        guard let bytes = buffer.readBytes(length: length) else { throw truncated(tag.number) }
        return bytes
    }

    mutating func readMessage(_ tag: Tag) throws(ProtobufError) -> ProtobufReader {
        let length = try readLength(tag)
        guard let slice = buffer.readSlice(length: length) else { throw truncated(tag.number) }
        return ProtobufReader(slice)
    }

    /// Passes over a field.
    /// - Returns: the whole field as it is encoded, its tag included.
    @discardableResult
    mutating func skip(_ tag: Tag) throws(ProtobufError) -> [UInt8] {
        let length: Int
        switch tag.type {
        case .varint:
            _ = try readVarint(of: tag.number)
            length = 0
        case .fixed64: length = 8
        case .fixed32: length = 4
        case .delimited: length = try readLength(tag)
        }
        guard length <= buffer.readableBytes else { throw truncated(tag.number) }
        buffer.moveReaderIndex(forwardBy: length)
        var whole = buffer
        whole.moveReaderIndex(to: start)
        return Array(whole.readableBytesView.prefix(buffer.readerIndex - start))
    }

    private mutating func readLength(_ tag: Tag) throws(ProtobufError) -> Int {
        try expect(.delimited, tag)
        let length = try readVarint(of: tag.number)
        guard length <= UInt64(buffer.readableBytes) else { throw truncated(tag.number) }
        return Int(length)
    }

    private mutating func readVarint(of number: UInt32) throws(ProtobufError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = buffer.readInteger(as: UInt8.self) {
            // The tenth byte holds the 64th bit, and nothing else.
            guard shift < 63 || byte <= 1 else { break }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw truncated(number)
    }

    private func expect(_ type: ProtobufWireType, _ tag: Tag) throws(ProtobufError) {
        guard tag.type == type else {
            throw ProtobufError("field \(tag.number) has the wire type \(tag.type.rawValue), not \(type.rawValue)")
        }
    }

    private func truncated(_ number: UInt32) -> ProtobufError {
        ProtobufError(
            number == 0 ? "the tag of a field is cut off or too long" : "field \(number) is cut off or too long")
    }
}

/// What is wrong with an encoded message.
struct ProtobufError: Error, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
