import Cache
import Database
import DatabasePostgreSQL
import DatabaseSQLite
import DatabaseTelemetry
import EventLog
import Logging
import PrometheusMetrics
import Redis
import RuntimeMetrics
import ServiceKit
import ServiceLifecycle
import TaskQueue
import Telemetry

/// The backends that a process needs, opened.
struct Backends {
    /// The records of services, by the service's store.
    private(set) var records: [Store: any Database] = [:]
    /// The files of the embedded queue and the embedded log.
    private(set) var files: [Store: SQLiteDatabase] = [:]
    private(set) var queue: QueueBackend?
    private(set) var eventsBackend: EventsBackend?
    /// Copies of what other services own.
    private(set) var caches: (any CacheProvider)?
    private var closeCaches: (@Sendable () async -> Void)?
    /// How busy each database is.
    private var pools: [String: any PooledDatabase] = [:]

    var broker: (any Broker & TaskInspection)? { queue?.broker }
    var events: (any EventBackend)? { eventsBackend?.log }

    /// Opens what the given services need.
    /// - Parameter registry: is told how busy they are, if the process serves metrics.
    /// - Throws: an error that names the file, or the setting and the address of a server.
    static func open(
        for services: Set<ServiceName>, in directory: DataDirectory, settings: SojournSettings,
        registry: PrometheusRegistry? = nil, logger: Logger
    ) async throws -> Backends {
        var backends = Backends()
        do {
            try await backends.openDatabases(for: services, in: directory, settings: settings, logger: logger)
            if case .redis(let configuration) = settings.queue, Store.queue.isUsed(by: services) {
                backends.queue = try await QueueBackend.open(
                    configuration, waits: true, telemetry: RedisTelemetryOptions(slowCalls: settings.log.slowCalls),
                    logger: logger)
            }
            if case .kafka(let configuration) = settings.events, Store.events.isUsed(by: services) {
                backends.eventsBackend = try await EventsBackend.open(configuration, waits: true, logger: logger)
            }
        } catch {
            await backends.close()
            throw error
        }
        backends.openCaches(settings, registry: registry, logger: logger)
        registry?.addPoolMetrics(of: backends.pools)
        return backends
    }

    /// Runs `body` on the databases of the given services, without the servers of the queue and the events.
    /// - Throws: what `body` throws, or an error that names the file, or the setting and the address of a server.
    static func withDatabases<Value>(
        of services: Set<ServiceName>, in directory: DataDirectory, settings: SojournSettings, logger: Logger,
        _ body: (Backends) async throws -> Value
    ) async throws -> Value {
        var backends = Backends()
        do {
            try await backends.openDatabases(for: services, in: directory, settings: settings, logger: logger)
            let value = try await body(backends)
            await backends.close()
            return value
        } catch {
            await backends.close()
            throw error
        }
    }

    func close() async {
        await queue?.close()
        await eventsBackend?.close()
        await closeCaches?()
        for database in records.values { await database.close() }
        for database in files.values { await database.close() }
    }

    /// The database of a service's records.
    func records(_ store: Store) -> any Database {
        guard let database = records[store] else { preconditionFailure("\(store.rawValue) was not opened") }
        return database
    }
}

extension Backends {
    private mutating func openDatabases(
        for services: Set<ServiceName>, in directory: DataDirectory, settings: SojournSettings, logger: Logger
    ) async throws {
        let telemetry = DatabaseTelemetryOptions(slowCalls: settings.log.slowCalls)
        for store in Store.allCases where store.holdsRecords && store.isUsed(by: services) {
            let name = store.rawValue
            switch settings.records {
            case .files:
                let database = try await directory.open(store, logger: logger)
                pools[name] = database
                records[store] = InstrumentedDatabase(
                    database, DatabaseIdentity(system: "sqlite", name: name), telemetry, logger: logger)
            case .postgres(let configuration):
                let database = try await PostgresStart(
                    configuration: configuration.database(of: store), logger: logger
                ).database()
                pools[name] = database
                records[store] = InstrumentedDatabase(
                    database, DatabaseIdentity(system: "postgresql", name: name, address: database.address),
                    telemetry, logger: logger)
            }
        }
        if case .file = settings.queue, Store.queue.isUsed(by: services) {
            queue = try await QueueBackend.open(openFile(.queue, in: directory, logger: logger))
        }
        if case .file = settings.events, Store.events.isUsed(by: services) {
            eventsBackend = try await EventsBackend.open(
                openFile(.events, in: directory, logger: logger), logger: logger)
        }
    }

    private mutating func openCaches(
        _ settings: SojournSettings, registry: PrometheusRegistry?, logger: Logger
    ) {
        let backend = CachesBackend.open(
            settings.cache, telemetry: RedisTelemetryOptions(slowCalls: settings.log.slowCalls), logger: logger)
        closeCaches = backend.close
        caches = registry.map { MeasuredCaches(backend.caches, registry: $0) } ?? backend.caches
    }

    private mutating func openFile(
        _ store: Store, in directory: DataDirectory, logger: Logger
    ) async throws -> SQLiteDatabase {
        let database = try await directory.open(store, logger: logger)
        files[store] = database
        pools[store.rawValue] = database
        return database
    }
}
