import Clocks
import EventLogSQLite
import TestSupport

/// Opens a SQLite log whose clock stands still, so that what a test waits for must come by itself and not by polling.
func withSQLiteLog(
    clock: ManualWallClock = ManualWallClock(), partitions: Int = 4, retention: Duration = .seconds(7 * 86400),
    _ body: (SQLiteEventLog) async throws -> Void
) async throws {
    try await withSQLite { database in
        let log = try await SQLiteEventLog(
            database: database, clock: clock, partitions: partitions, retention: retention, logger: quietLogger)
        try await body(log)
    }
}
