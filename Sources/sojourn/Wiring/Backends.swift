import Database
import DatabaseSQLite
import EventLogSQLite
import Logging
import ServiceLifecycle
import TaskQueue

/// The backends that a process needs, opened.
struct Backends {
    private(set) var databases: [DataDirectory.Store: SQLiteDatabase] = [:]
    private(set) var queue: QueueBackend?
    private(set) var events: SQLiteEventLog?

    var broker: (any Broker & TaskInspection)? { queue?.broker }

    /// Opens what the given services need.
    /// - Throws: an error that names the file, or the setting and the address of a server.
    static func open(
        for services: Set<ServiceName>, in directory: DataDirectory, queue: QueueLocation, logger: Logger
    ) async throws -> Backends {
        var backends = try await openFiles(for: services, in: directory, queue: queue, logger: logger)
        guard case .redis(let configuration) = queue, !services.isDisjoint(with: DataDirectory.Store.queue.users) else {
            return backends
        }
        do {
            backends.queue = try await QueueBackend.open(configuration, waits: true, logger: logger)
        } catch {
            await backends.close()
            throw error
        }
        return backends
    }

    /// Opens what the given services need of the data directory, and no server.
    /// - Throws: an error that names the file.
    static func openFiles(
        for services: Set<ServiceName>, in directory: DataDirectory, queue: QueueLocation, logger: Logger
    ) async throws -> Backends {
        var backends = Backends()
        do {
            for store in DataDirectory.Store.allCases where !services.isDisjoint(with: store.users) {
                if store == .queue, case .redis = queue { continue }
                backends.databases[store] = try await directory.open(store, logger: logger)
            }
            if let database = backends.databases[.queue] {
                backends.queue = try await QueueBackend.open(database)
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
        await queue?.close()
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
