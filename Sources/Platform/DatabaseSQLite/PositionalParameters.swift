import Database

/// Makes `$1`, `$2`, … mean in SQLite what they mean in PostgreSQL.
///
/// To SQLite `$2` is a name, numbered by where it first stands; only `?2` is the second parameter wherever it stands.
enum PositionalParameters {
    /// `sql` with each `$n` outside quotes, comments and names written as `?n`.
    static func numbered(_ sql: String) -> String {
        var bytes = Array(sql.utf8)
        for placeholder in Placeholders.find(in: sql) { bytes[placeholder.offset] = UInt8(ascii: "?") }
        return String(decoding: bytes, as: UTF8.self)
    }
}
