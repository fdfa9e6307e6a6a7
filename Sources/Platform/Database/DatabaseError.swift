/// What went wrong in a database, in terms that hold for every engine.
public struct DatabaseError: Error, Sendable {
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        /// A row with the same key is there already.
        public static let uniqueViolation = Code(description: "uniqueViolation")
        /// A `CHECK`, `NOT NULL` or foreign-key rule refuses the row.
        public static let constraintViolation = Code(description: "constraintViolation")
        /// Another transaction was in the way; the same work can succeed when it is run again.
        public static let conflict = Code(description: "conflict")
        /// The statement is not valid, or its parameters do not fit.
        public static let invalidStatement = Code(description: "invalidStatement")
        /// A column holds another type than was asked for.
        public static let unexpectedType = Code(description: "unexpectedType")
        /// A statement that writes was run on a snapshot that only reads.
        public static let readOnly = Code(description: "readOnly")
        /// The disk is full or cannot be written.
        public static let storage = Code(description: "storage")
        /// The store is damaged, or is not a database of ours.
        public static let corrupt = Code(description: "corrupt")
        /// The database cannot be reached, no connection came free in time, or the connection was lost before the
        /// commit was asked for.
        public static let unavailable = Code(description: "unavailable")
        /// A statement took longer than is allowed, and was undone with its transaction.
        public static let timeout = Code(description: "timeout")
        /// The server refuses the user, or what it says of itself is not trusted.
        public static let accessDenied = Code(description: "accessDenied")
        /// The server has no database of that name.
        public static let databaseMissing = Code(description: "databaseMissing")
        /// A URL, a file that it names, or a server's own settings are not what they must be.
        public static let invalidConfiguration = Code(description: "invalidConfiguration")
        /// The connection was lost while the commit was under way: it may or may not have happened.
        public static let commitUnknown = Code(description: "commitUnknown")
        /// The database was closed.
        public static let closed = Code(description: "closed")
        /// The schema is not one that this program knows.
        public static let migrationMismatch = Code(description: "migrationMismatch")
        /// Anything else.
        public static let other = Code(description: "other")
    }

    public var code: Code
    public var message: String
    /// The statement that failed, where it was one.
    public var sql: String?
    /// The engine's own error.
    public var cause: (any Error)?

    public init(_ code: Code, _ message: String, sql: String? = nil, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.sql = sql
        self.cause = cause
    }

    /// Whether the same work may succeed when it is tried again later. A commit of unknown outcome is not among
    /// these: trying it again can do the work twice.
    public var isRetryable: Bool {
        [.conflict, .unavailable, .timeout, .storage].contains(code)
    }
}

extension DatabaseError: CustomStringConvertible {
    public var description: String {
        var text = "database: \(code): \(message)"
        if let sql { text += " in «\(sql)»" }
        return text
    }
}
