/// Bytes, in JSON as text in base64 (RFC 4648, 4), padded.
public struct JSONBase64: Sendable, Hashable {
    public var bytes: [UInt8]

    public init(_ bytes: [UInt8] = []) {
        self.bytes = bytes
    }

    /// Whether there are none.
    public var isEmpty: Bool { bytes.isEmpty }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [UInt8: UInt8] = Dictionary(
        uniqueKeysWithValues: alphabet.enumerated().map { ($1, UInt8($0)) })

    /// Reads base64; `nil` for anything else, line breaks and missing padding included.
    public init?(text: String) {
        let digits = Array(text.utf8)
        guard digits.count % 4 == 0 else { return nil }
        let padding = digits.suffix(2).count { $0 == UInt8(ascii: "=") }
        let padded = digits.last == UInt8(ascii: "=") ? padding : 0
        bytes = []
        bytes.reserveCapacity(digits.count / 4 * 3)
        var group: UInt32 = 0
        for (index, digit) in digits.dropLast(padded).enumerated() {
            guard let value = Self.values[digit] else { return nil }
            group = group << 6 | UInt32(value)
            if index % 4 == 3 {
                bytes += [UInt8(group >> 16 & 0xFF), UInt8(group >> 8 & 0xFF), UInt8(group & 0xFF)]
                group = 0
            }
        }
        // What is left of the last group has to be zero, so that each value has one form.
        switch padded {
        case 1:
            guard group & 0b11 == 0 else { return nil }
            bytes += [UInt8(group >> 10 & 0xFF), UInt8(group >> 2 & 0xFF)]
        case 2:
            guard group & 0b1111 == 0 else { return nil }
            bytes.append(UInt8(group >> 4 & 0xFF))
        default: break
        }
    }

    /// The bytes in base64.
    public var text: String {
        var digits: [UInt8] = []
        digits.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let chunk = bytes[start..<min(start + 3, bytes.count)]
            let group = chunk.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - chunk.count))
            for position in 0..<4 {
                digits.append(
                    position <= chunk.count
                        ? Self.alphabet[Int(group >> UInt32(18 - 6 * position) & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: digits, as: UTF8.self)
    }
}

extension JSONBase64: JSONEncodable {
    public func encode(to json: inout JSONWriter) { json.string(text) }
}

extension JSONBase64: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) {
        guard let bytes = Self(text: try String(json: value)) else { throw value.error("must be base64") }
        self = bytes
    }

    public init(from json: inout JSONReader) throws(JSONError) {
        guard let bytes = Self(text: try json.readString()) else { throw json.error("must be base64") }
        self = bytes
    }
}
