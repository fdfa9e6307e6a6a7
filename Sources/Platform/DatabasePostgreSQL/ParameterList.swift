import CPostgreSQL
import Database

/// The values of a statement's parameters, in PostgreSQL's binary format.
struct ParameterList {
    private var bytes: [UInt8] = []
    /// Where each value begins; `nil` for null.
    private var starts: [Int?] = []
    private var lengths: [CInt] = []
    /// The type of each value; 0 for null, whose type the server finds out.
    private(set) var types: [Oid] = []

    /// More are refused by the protocol.
    private static let maximumCount = 65_535

    init() {}

    init(_ parameters: [any DatabaseParameter], for sql: String) throws(DatabaseError) {
        guard parameters.count <= Self.maximumCount else {
            throw DatabaseError(
                .invalidStatement, "\(parameters.count) parameters are given, \(Self.maximumCount) is the most",
                sql: sql)
        }
        bytes.reserveCapacity(parameters.count * 16)
        for (index, parameter) in parameters.enumerated() {
            let start = bytes.count
            let value = parameter.databaseValue
            switch value {
            case .null: break
            case .integer(let number): append(UInt64(bitPattern: number))
            // A text that is not a number would be stored, and SQLite cannot.
            case .real(let number) where number.isNaN:
                throw Self.refused(index, "is not a number, which cannot be stored", sql)
            case .real(let number): append(number.bitPattern)
            case .text(let text):
                guard !text.utf8.contains(0) else {
                    throw Self.refused(index, "contains a NUL character, which PostgreSQL cannot store", sql)
                }
                bytes.append(contentsOf: text.utf8)
            case .bytes(let content): bytes.append(contentsOf: content)
            }
            types.append(value.type)
            starts.append(value == .null ? nil : start)
            lengths.append(CInt(bytes.count - start))
        }
    }

    var count: Int { types.count }

    func withPointers<Value>(
        _ body: (
            _ count: CInt, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<CInt>?, _ formats: UnsafePointer<CInt>?
        ) -> Value
    ) -> Value {
        guard count > 0 else { return body(0, nil, nil, nil) }
        // One byte more, so that there is an address also where all values are empty.
        return (bytes + [0]).withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                let values = starts.map { start in
                    start.flatMap { offset in characters.baseAddress.map { $0 + offset } }
                }
                let formats = [CInt](repeating: 1, count: count)
                return body(CInt(count), values, lengths, formats)
            }
        }
    }

    private mutating func append(_ pattern: UInt64) {
        withUnsafeBytes(of: pattern.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private static func refused(_ index: Int, _ reason: String, _ sql: String) -> DatabaseError {
        DatabaseError(.invalidStatement, "parameter $\(index + 1) \(reason)", sql: sql)
    }
}

extension DatabaseValue {
    fileprivate var type: Oid {
        switch self {
        case .null: 0
        case .integer: .int8
        case .real: .float8
        case .text: .text
        case .bytes: .bytea
        }
    }
}
