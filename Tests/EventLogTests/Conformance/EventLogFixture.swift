import EventLog
import EventLogSQLite
import Testing

/// A kind of log that the conformance tests run against.
struct EventLogFixture: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Opens an empty log whose new topics get as many partitions as told, and removes it after.
    let withLog: @Sendable (_ partitions: Int, _ body: (LogUnderTest) async throws -> Void) async throws -> Void

    static let all = [sqlite]

    private static let sqlite = EventLogFixture(testDescription: "SQLite") { partitions, body in
        try await withSQLiteLog(partitions: partitions) { log in
            try await body(
                LogUnderTest(producer: log.producer, inspector: log) { group, topics in
                    try log.consumer(group: group, topics: topics)
                })
        }
    }
}

/// A log, through the protocols that every log implements.
struct LogUnderTest: Sendable {
    let producer: any EventProducer
    let inspector: any EventInspector
    let consumer: @Sendable (_ group: String, _ topics: [String]) throws -> any EventConsumer
}
