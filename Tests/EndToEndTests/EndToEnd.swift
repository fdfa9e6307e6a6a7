import Testing

/// The whole system: processes of the built executable, asked over HTTP. One test at a time, as each starts processes
/// of its own.
@Suite("The whole system", .serialized, .timeLimit(.minutes(10)))
enum EndToEnd {}
