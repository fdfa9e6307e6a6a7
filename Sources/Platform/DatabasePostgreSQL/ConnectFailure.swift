import Database

/// Why a connection was refused, read from libpq's text: it says so in no other way.
///
///     connection to server at "127.0.0.1", port 5432 failed: FATAL:  28P01: password authentication failed for …
///     LOCATION:  auth_failed, auth.c:336
struct ConnectFailure {
    /// The text in one line, without code and place in the server's source.
    let message: String
    /// PostgreSQL's code, where it was the server that refused.
    let sqlState: String?

    init(_ text: String) {
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("LOCATION:") }
        let code = #/: {2}([0-9A-Z]{5}): /#
        sqlState = lines.lazy.compactMap { line in line.firstMatch(of: code).map { String($0.1) } }.first
        let joined = lines.map { $0.replacing(code) { _ in ": " } }.joined(separator: "; ")
        message = joined.isEmpty ? "the connection was closed" : joined
    }

    func error(_ configuration: PostgresConfiguration) -> DatabaseError {
        DatabaseError(
            code, "cannot connect to \(configuration.address) as \(configuration.user): \(message)",
            cause: sqlState.map { PostgresError(sqlState: $0, message: message) })
    }

    private var code: DatabaseError.Code {
        if let sqlState { return DatabaseError.Code(sqlState: sqlState) }
        // A server or a certificate that is not what it should be does not become so by waiting.
        let isFinal = ["certificate", "does not support SSL", "no password supplied"].contains { message.contains($0) }
        return isFinal ? .accessDenied : .unavailable
    }
}
