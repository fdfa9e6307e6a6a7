/// Why a JSON document could not be read.
public struct JSONError: Error, Hashable, CustomStringConvertible {
    /// What is wrong, in a sentence that may be shown to the client: it quotes nothing but field names, numbers and
    /// single characters of the document.
    public let message: String
    /// The field concerned, `list[3].id`; `nil` where the document as a whole is wrong.
    public let field: String?
    /// Where the problem is, in bytes from the start of the document; `nil` for what is missing.
    public let offset: Int?

    public init(_ message: String, field: String? = nil, offset: Int? = nil) {
        self.message = message
        self.field = field
        self.offset = offset
    }

    public var description: String { message }
}

extension JSONError {
    /// A break of JSON's grammar at `offset`, where `byte` stands; `nil` is the end of the document.
    static func syntax(at offset: Int, expected: String, found byte: UInt8?) -> JSONError {
        let found =
            switch byte {
            case .none: "but the document ends"
            case .some(0x21...0x7E): "not \(Character(UnicodeScalar(byte!)))"
            case .some(let byte): "not the byte 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
            }
        return JSONError("invalid JSON: expected \(expected) at byte \(offset), \(found)", offset: offset)
    }
}
