import Database
public import EventLog

extension SQLiteEventLog: EventBackend {
    public func consumer(group: String, topics: [String]) throws(EventLogError) -> SQLiteEventConsumer {
        try consumer(group: group, topics: topics, start: .earliest)
    }

    /// Returns when the database can be read.
    public func check() async throws(EventLogError) {
        _ = try await store.read { connection in
            try connection.firstRow("SELECT 1") { row in try row.next() as Int64 }
        }
    }
}
