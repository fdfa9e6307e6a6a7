import Database
import DatabaseSQLite
import EventLogSQLite
import Logging
import ServiceLifecycle
import TaskQueueSQLite

/// The embedded backends that a process needs, opened.
struct Backends {
    private(set) var databases: [DataDirectory.Store: SQLiteDatabase] = [:]
    private(set) var broker: SQLiteBroker?
    private(set) var events: SQLiteEventLog?

    /// Opens what the given services need.
    /// - Throws: an error that names the file.
    static func open(for services: Set<ServiceName>, in directory: DataDirectory, logger: Logger) async throws
        -> Backends
    {
        var backends = Backends()
        do {
            for store in DataDirectory.Store.allCases where !services.isDisjoint(with: store.users) {
                backends.databases[store] = try await directory.open(store, logger: logger)
            }
            if let database = backends.databases[.queue] {
                backends.broker = try await SQLiteBroker(database: database)
            }
            if let database = backends.databases[.events] {
                backends.events = try await SQLiteEventLog(database: database, logger: logger)
            }
        } catch {
            await backends.close()
            throw error
        }
        return backends
    }

    func close() async {
        for database in databases.values { await database.close() }
    }

    /// The database of a service's records.
    func records(_ store: DataDirectory.Store) -> SQLiteDatabase {
        guard let database = databases[store] else { preconditionFailure("\(store.rawValue) was not opened") }
        return database
    }
}

extension DataDirectory.Store {
    /// The services that use it.
    fileprivate var users: Set<ServiceName> {
        switch self {
        case .orders: [.orderRPC]
        case .payments: [.paymentRPC]
        case .travel: [.travelRPC]
        case .users: [.usercenterRPC]
        case .queue: [.mqueueRPC, .orderMQ, .scheduler]
        case .events: [.mqueueRPC, .orderMQ]
        }
    }
}
