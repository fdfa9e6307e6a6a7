/// The fields of a message of Protocol Buffers, read without knowing what they mean.
struct ProtobufFields {
    enum Value {
        case number(UInt64)
        case bytes([UInt8])
    }

    struct Malformed: Error {}

    private var values: [UInt64: [Value]] = [:]

    init(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let tag = try Self.varint(&rest)
            let value: Value =
                switch tag & 7 {
                case 0: .number(try Self.varint(&rest))
                case 1: .number(try Self.fixed(8, &rest))
                case 2: .bytes(Array(try Self.take(Int(exactly: try Self.varint(&rest)), &rest)))
                case 5: .number(try Self.fixed(4, &rest))
                default: throw Malformed()
                }
            values[tag >> 3, default: []].append(value)
        }
    }

    var numbers: Set<UInt64> { Set(values.keys) }

    func number(_ field: UInt64) -> UInt64 {
        if case .number(let number)? = values[field]?.last { number } else { 0 }
    }

    func bytes(_ field: UInt64) -> [UInt8] {
        if case .bytes(let bytes)? = values[field]?.last { bytes } else { [] }
    }

    func text(_ field: UInt64) throws -> String {
        guard let text = String(validating: bytes(field), as: UTF8.self) else { throw Malformed() }
        return text
    }

    func hex(_ field: UInt64) -> String {
        bytes(field).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    func messages(_ field: UInt64) throws -> [ProtobufFields] {
        try (values[field] ?? []).map { value in
            guard case .bytes(let bytes) = value else { throw Malformed() }
            return try ProtobufFields(bytes)
        }
    }

    private static func varint(_ rest: inout ArraySlice<UInt8>) throws -> UInt64 {
        var (value, shift): (UInt64, UInt64) = (0, 0)
        while let byte = rest.popFirst(), shift < 64 {
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw Malformed()
    }

    private static func fixed(_ count: Int, _ rest: inout ArraySlice<UInt8>) throws -> UInt64 {
        try take(count, &rest).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func take(_ count: Int?, _ rest: inout ArraySlice<UInt8>) throws -> ArraySlice<UInt8> {
        guard let count, count <= rest.count else { throw Malformed() }
        defer { rest.removeFirst(count) }
        return rest.prefix(count)
    }
}
