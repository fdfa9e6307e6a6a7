import CPostgreSQL
import Database

/// A row of an answer in PostgreSQL's binary format.
///
/// Each of SQLite's types takes in what PostgreSQL has for it: a `COUNT` is a `bigint`, a `SUM` of those a `numeric`,
/// a comparison a `boolean`.
final class AnswerRow: RowStorage {
    private let answer: Answer
    private let sql: String
    var number: CInt = 0

    init(_ answer: Answer, sql: String) {
        self.answer = answer
        self.sql = sql
    }

    var columnCount: Int { answer.types.count }

    func isNull(_ column: Int) -> Bool {
        PQgetisnull(answer.result, number, CInt(column)) == 1
    }

    func integer(_ column: Int) throws(DatabaseError) -> Int64 {
        let value = try value(column, "an integer")
        let number: Int64? =
            switch answer.types[column] {
            case .int8: Int64(bitPattern: value.bigEndian(UInt64.self))
            case .int4: Int64(Int32(bitPattern: value.bigEndian(UInt32.self)))
            case .int2: Int64(Int16(bitPattern: value.bigEndian(UInt16.self)))
            case .oid: Int64(value.bigEndian(UInt32.self))
            case .bool: Int64(value[0])
            case .numeric: Int64(NumericText(value).text)
            default: nil
            }
        guard let number else { throw unexpected(column, "an integer") }
        return number
    }

    func real(_ column: Int) throws(DatabaseError) -> Double {
        let value = try value(column, "a real number")
        switch answer.types[column] {
        case .float8: return Double(bitPattern: value.bigEndian(UInt64.self))
        case .float4: return Double(Float(bitPattern: value.bigEndian(UInt32.self)))
        case .int2, .int4, .int8: return Double(try integer(column))
        case .numeric:
            guard let number = Double(NumericText(value).text) else { throw unexpected(column, "a real number") }
            return number
        default: throw unexpected(column, "a real number")
        }
    }

    func text(_ column: Int) throws(DatabaseError) -> String {
        let value = try value(column, "text")
        switch answer.types[column] {
        case .text, .varchar, .bpchar, .name, .unknown, .json: return String(decoding: value, as: UTF8.self)
        default: throw unexpected(column, "text")
        }
    }

    func bytes(_ column: Int) throws(DatabaseError) -> [UInt8] {
        let value = try value(column, "bytes")
        guard answer.types[column] == .bytea else { throw unexpected(column, "bytes") }
        return Array(value)
    }

    private func value(_ column: Int, _ wanted: String) throws(DatabaseError) -> UnsafeRawBufferPointer {
        guard !isNull(column) else { throw unexpected(column, wanted) }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(answer.result, number, CInt(column)),
            count: Int(PQgetlength(answer.result, number, CInt(column))))
    }

    private func unexpected(_ column: Int, _ wanted: String) -> DatabaseError {
        let name = PQfname(answer.result, CInt(column)).map { String(cString: $0) } ?? "?"
        let found =
            switch answer.types[column] {
            case _ where isNull(column): "null"
            case .int2, .int4, .int8, .oid, .bool: "an integer"
            case .float4, .float8: "a real number"
            case .numeric: "a number with a fraction, or one that is too large"
            case .text, .varchar, .bpchar, .name, .unknown, .json: "text"
            case .bytea: "bytes"
            case let type: "the type with the OID \(type)"
            }
        return DatabaseError(.unexpectedType, "column \(column) (\(name)) holds \(found), not \(wanted)", sql: sql)
    }
}

extension UnsafeRawBufferPointer {
    /// The number at `offset`, as it travels over a network.
    func bigEndian<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int = 0) -> Number {
        Number(bigEndian: loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
}
