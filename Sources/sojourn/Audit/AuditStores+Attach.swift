import Database
import protocol Database.Database
import DatabasePostgreSQL
import DatabaseSQLite
import EventLog
import EventLogSQLite
import Foundation
import Logging
import OrderRPC
import PaymentRPC

extension AuditStores {
    /// Runs `body` with the stores of a system that has been served: makes no file, and changes no schema.
    /// - Throws: what `body` throws, or an error that says which setting, file or address is at fault.
    static func with<Value>(
        _ settings: SojournSettings, logger: Logger, _ body: (AuditStores) async throws -> Value
    ) async throws -> Value {
        try await withRecords(.orders, settings, logger) { orders in
            try await OrderRPCServer.migrate(orders.database)
            return try await withRecords(.payments, settings, logger) { payments in
                try await PaymentRPCServer.migrate(payments.database)
                return try await withQueue(settings, logger) { queue in
                    try await withEvents(settings, logger) { events in
                        try await body(AuditStores(orders: orders, payments: payments, queue: queue, events: events))
                    }
                }
            }
        }
    }

    private static func withQueue<Value>(
        _ settings: SojournSettings, _ logger: Logger, _ body: (Queue) async throws -> Value
    ) async throws -> Value {
        let backend = try await QueueBackend.attach(settings, logger: logger)
        do {
            let value = try await body(
                Queue(broker: backend.broker, place: Place("the task queue", backend.place)))
            await backend.close()
            return value
        } catch {
            await backend.close()
            throw error
        }
    }

    private static func withEvents<Value>(
        _ settings: SojournSettings, _ logger: Logger, _ body: (Events) async throws -> Value
    ) async throws -> Value {
        switch settings.events {
        case .file:
            return try await withFile(.events, settings, logger) { records in
                let log: SQLiteEventLog
                do {
                    log = try await SQLiteEventLog(database: records.database, logger: logger)
                } catch let error as EventLogError {
                    throw error.cause ?? error
                }
                return try await body(events(of: log, at: records.place.address))
            }
        case .kafka(let configuration):
            let backend = try await EventsBackend.open(configuration, waits: false, logger: logger)
            do {
                let value = try await body(events(of: backend.log, at: backend.place))
                await backend.close()
                return value
            } catch {
                await backend.close()
                throw error
            }
        }
    }

    private static func events(of log: any EventBackend, at place: String) -> Events {
        Events(inspector: log, producer: log.producer, place: Place("the events", place))
    }

    private static func withRecords<Value>(
        _ store: Store, _ settings: SojournSettings, _ logger: Logger, _ body: (Records) async throws -> Value
    ) async throws -> Value {
        switch settings.records {
        case .files: return try await withFile(store, settings, logger, body)
        case .postgres(let server):
            let configuration = server.database(of: store)
            let place = Place("the \(store.rawValue)", "PostgreSQL \(configuration.address)")
            let database = try await place.look { try await PostgresDatabase(configuration, logger: logger) }
            return try await with(database, place, body)
        }
    }

    private static func withFile<Value>(
        _ store: Store, _ settings: SojournSettings, _ logger: Logger, _ body: (Records) async throws -> Value
    ) async throws -> Value {
        let path = store.path(in: settings.dataDirectory)
        guard FileManager.default.fileExists(atPath: path) else {
            throw StartError(
                """
                data.directory: there are no \(store.rawValue) in \(settings.dataDirectory) (\(path)): nothing has \
                been served from there. SOJOURN_DATA_DIRECTORY or --config says where the server keeps them
                """)
        }
        let place = Place("the \(store.rawValue)", path)
        let database = try await place.look { try await SQLiteDatabase(path: path, readers: 1, logger: logger) }
        return try await with(database, place, body)
    }

    private static func with<Value>(
        _ database: any Database, _ place: Place, _ body: (Records) async throws -> Value
    ) async throws -> Value {
        do {
            let value = try await body(
                Records(database: SettledDatabase(database, name: place.address), place: place))
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }
}
