/// A value that goes into a statement or comes out of a row.
public enum DatabaseValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])
}

/// A Swift value that can stand for `$1`, `$2`, … in a statement.
public protocol DatabaseParameter: Sendable {
    var databaseValue: DatabaseValue { get }
}

extension DatabaseValue: DatabaseParameter {
    public var databaseValue: DatabaseValue { self }
}

extension Int64: DatabaseParameter {
    public var databaseValue: DatabaseValue { .integer(self) }
}

extension Int: DatabaseParameter {
    public var databaseValue: DatabaseValue { .integer(Int64(self)) }
}

/// Stored as the integers 0 and 1, which both engines have.
extension Bool: DatabaseParameter {
    public var databaseValue: DatabaseValue { .integer(self ? 1 : 0) }
}

extension Double: DatabaseParameter {
    public var databaseValue: DatabaseValue { .real(self) }
}

extension String: DatabaseParameter {
    public var databaseValue: DatabaseValue { .text(self) }
}

extension [UInt8]: DatabaseParameter {
    public var databaseValue: DatabaseValue { .bytes(self) }
}

extension Optional: DatabaseParameter where Wrapped: DatabaseParameter {
    public var databaseValue: DatabaseValue { self?.databaseValue ?? .null }
}
