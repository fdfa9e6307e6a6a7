import CPostgreSQL

/// What the server answered to one statement.
final class Answer {
    let result: OpaquePointer
    /// The types of the columns.
    private(set) lazy var types: [Oid] = (0..<PQnfields(result)).map { PQftype(result, $0) }

    init(_ result: OpaquePointer) {
        self.result = result
    }

    deinit {
        PQclear(result)
    }

    var status: ExecStatusType { PQresultStatus(result) }

    /// Whether the statement was run, and neither failed nor was skipped after one that did.
    var isSuccess: Bool { [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY].contains(status) }

    var rowCount: CInt { PQntuples(result) }

    /// How many rows the statement inserted, updated or deleted.
    var changeCount: Int {
        // `SELECT` reports a number too: that of the rows in the answer.
        guard let tag = PQcmdStatus(result), "IUDM".utf8.contains(UInt8(bitPattern: tag[0])) else { return 0 }
        return PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
    }

    /// The server's error; `nil` where the statement succeeded.
    var error: PostgresError? {
        guard status == PGRES_FATAL_ERROR else { return nil }
        return PostgresError(
            sqlState: field("C") ?? "", message: field("M") ?? message, detail: field("D"), constraint: field("n"))
    }

    /// Whether the server ends the connection with this error.
    var endsConnection: Bool {
        guard status == PGRES_FATAL_ERROR else { return false }
        return ["FATAL", "PANIC"].contains(field("V"))
    }

    private var message: String {
        PQresultErrorMessage(result).map { String(cString: $0) } ?? "an error without a message"
    }

    /// A field of the error, by the letter that the protocol has for it.
    private func field(_ letter: Unicode.Scalar) -> String? {
        PQresultErrorField(result, CInt(letter.value)).map { String(cString: $0) }
    }
}
