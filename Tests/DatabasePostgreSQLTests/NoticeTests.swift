import Database
import DatabasePostgreSQL
import Logging
import TestSupport
import Testing

@Suite("What the server says unasked", .timeLimit(.minutes(10)))
struct NoticeTests {
    @Test func `warnings go to the log`() async throws {
        try await withPostgres { database in
            let messages = Collector<String>()
            let logger = Logger(label: "test") { _ in RecordingHandler(messages: messages) }
            let configuration = try await PostgresServer.shared.configuration(database: database.name)
            let logged = try await PostgresDatabase(configuration, logger: logger)
            try await logged.execute("DO $$ BEGIN RAISE WARNING 'the moon is full'; RAISE NOTICE 'not so'; END $$")
            await logged.close()
            #expect(messages.values.count == 1)
            #expect(messages.values.first?.contains("the moon is full") == true)
        }
    }

    private struct RecordingHandler: LogHandler {
        let messages: Collector<String>
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            messages.append("\(event.message) \(event.metadata ?? [:])")
        }
    }
}
