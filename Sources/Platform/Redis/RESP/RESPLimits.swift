/// How large a reply may be before it is taken for nonsense.
struct RESPLimits: Sendable {
    /// Bytes of a line: a simple string, an error, a number.
    var lineBytes = 64 * 1024
    /// Bytes of a bulk string; a server's own limit is 512 MB (`proto-max-bulk-len`).
    var bulkBytes = 512 * 1024 * 1024
    /// Elements of one aggregate; a map's pair counts as two.
    var elements = 1 << 26
    /// Aggregates within each other.
    var depth = 128
}
