/// Access to the columns of one row, as an engine provides it. Columns are numbered from 0.
public protocol RowStorage: AnyObject {
    var columnCount: Int { get }
    func isNull(_ column: Int) -> Bool
    /// - Throws: ``DatabaseError`` with the code `unexpectedType` where the column holds something else.
    func integer(_ column: Int) throws(DatabaseError) -> Int64
    func real(_ column: Int) throws(DatabaseError) -> Double
    func text(_ column: Int) throws(DatabaseError) -> String
    func bytes(_ column: Int) throws(DatabaseError) -> [UInt8]
}

/// Reads a row's columns from left to right; the type that is asked for decides how each is read.
///
///     let order = try Order(id: row.next(), sn: row.next(), remark: row.next())
public struct RowReader {
    private let storage: any RowStorage
    private var column = 0

    public init(_ storage: any RowStorage) {
        self.storage = storage
    }

    public mutating func next() throws(DatabaseError) -> Int64 { try storage.integer(advance()) }
    public mutating func next() throws(DatabaseError) -> Double { try storage.real(advance()) }
    public mutating func next() throws(DatabaseError) -> String { try storage.text(advance()) }
    public mutating func next() throws(DatabaseError) -> [UInt8] { try storage.bytes(advance()) }

    public mutating func next() throws(DatabaseError) -> Bool {
        let number: Int64 = try next()
        return number != 0
    }

    public mutating func next() throws(DatabaseError) -> Int {
        let number: Int64 = try next()
        return Int(number)
    }

    public mutating func next() throws(DatabaseError) -> Int64? {
        if try skipNull() { return nil }
        return try next() as Int64
    }

    public mutating func next() throws(DatabaseError) -> Double? {
        if try skipNull() { return nil }
        return try next() as Double
    }

    public mutating func next() throws(DatabaseError) -> String? {
        if try skipNull() { return nil }
        return try next() as String
    }

    public mutating func next() throws(DatabaseError) -> [UInt8]? {
        if try skipNull() { return nil }
        return try next() as [UInt8]
    }

    public mutating func next() throws(DatabaseError) -> Bool? {
        if try skipNull() { return nil }
        return try next() as Bool
    }

    public mutating func next() throws(DatabaseError) -> Int? {
        if try skipNull() { return nil }
        return try next() as Int
    }

    private mutating func advance() throws(DatabaseError) -> Int {
        guard column < storage.columnCount else {
            throw DatabaseError(.unexpectedType, "the row has \(storage.columnCount) columns, one more was read")
        }
        defer { column += 1 }
        return column
    }

    /// Moves past the next column where it is null.
    private mutating func skipNull() throws(DatabaseError) -> Bool {
        let next = try advance()
        let isNull = storage.isNull(next)
        if !isNull { column = next }
        return isNull
    }
}
