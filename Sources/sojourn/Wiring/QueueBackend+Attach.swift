import Database
import DatabaseSQLite
import Foundation
import Logging
import TaskQueueSQLite

extension QueueBackend {
    /// Opens the queue that is there already, beside whatever serves it: makes no file, and changes no schema.
    /// - Throws: an error that says which setting, file or address is at fault.
    static func attach(_ settings: SojournSettings, logger: Logger) async throws -> QueueBackend {
        switch settings.queue {
        case .redis(let configuration): return try await open(configuration, waits: false, logger: logger)
        case .file: return try await attach(toFileIn: settings.dataDirectory, logger: logger)
        }
    }

    private static func attach(toFileIn directory: String, logger: Logger) async throws -> QueueBackend {
        let path = Store.queue.path(in: directory)
        guard FileManager.default.fileExists(atPath: path) else {
            throw StartError(
                """
                data.directory: there is no task queue in \(directory) (\(path)): nothing has been served from there. \
                SOJOURN_DATA_DIRECTORY or --config says where the server keeps it, queue.backend: redis that it is in \
                Redis
                """)
        }
        let database = try await SQLiteDatabase(path: path, readers: 1, logger: logger)
        do {
            let broker = try await SQLiteBroker(database: SettledDatabase(database, name: path))
            return QueueBackend(broker: broker, place: path) { await database.close() }
        } catch {
            await database.close()
            throw error
        }
    }
}
