import Database
import DatabaseSQLite
import EventLog
import EventLogSQLite
import Logging
import OrderAPI
import OrderMQ
import PaymentAPI
import PaymentProvider
import QueueContract
import Scheduler
import ServiceKit
import ServiceLifecycle
import Settings
import TaskQueue
import TravelAPI
import UsercenterAPI

/// Puts the services of a process together.
struct Assembly {
    private let local: Set<ServiceName>
    private let settings: SojournSettings
    private let backends: Backends
    private let tokens: AccessTokens
    private let address: HTTPAddress
    private let payments: SandboxProvider
    private let rpc: RPCServices
    private let load = ProcessLoad()
    private let rateLimit: SharedRateLimit?

    init(
        _ services: Set<ServiceName>, settings: SojournSettings, directory: DataDirectory, backends: Backends,
        logger: Logger
    ) async throws {
        local = services
        self.settings = settings
        self.backends = backends
        tokens = await AccessTokens(
            secret: try settings.jwtSecret?.revealed ?? directory.secret("jwt.secret"),
            previousSecret: settings.jwtPreviousSecret?.revealed, expiresAfter: settings.jwtExpiresAfter)
        address = try await HTTPAddress(settings, for: services)
        payments = try SandboxProvider(
            secret: settings.sandboxSecret?.revealed ?? directory.secret("sandbox-payment.secret"),
            notifyURL: settings.notifyURL ?? address.url + "/payment/v1/thirdPayment/thirdPaymentWxPayCallback")
        rateLimit = try settings.http.rateLimit.shared(with: settings, logger: Logger(label: "http"))
        rpc = try await RPCServices(
            local: services, settings: settings, backends: backends, tokens: tokens, payments: payments, logger: logger)
    }

    /// All that runs, in the order in which it starts; it stops the other way round.
    /// - Parameter isMeasured: whether the process serves metrics.
    func background(
        isMeasured: Bool, onReady: @escaping @Sendable (ServingAddresses) async -> Void
    ) async throws -> [any Service] {
        // What others need until they have stopped stops after them.
        let outer: [any Service] = [load] + (rateLimit.map { [$0] } ?? [])
        let inner = try outer + (isMeasured ? queueMetrics() + lagMetrics() : []) + rpc.background + workers()
        guard local.contains(where: \.servesHTTP) else {
            return inner + [Readiness { await ready(http: nil, onReady) }]
        }
        return inner + [try httpServer { await ready(http: $0, onReady) }]
    }

    /// Tells where the process serves, once it does; where it cannot, it is about to end.
    private func ready(http: HTTPAddress?, _ onReady: @Sendable (ServingAddresses) async -> Void) async {
        guard let addresses = await rpc.listening.addresses() else { return }
        await onReady(ServingAddresses(http: http, rpc: addresses))
    }

    /// What samples the task queue, in a process that works on it or serves it.
    private func queueMetrics() throws -> [any Service] {
        guard !local.isDisjoint(with: [.orderMQ, .mqueueRPC]), let broker = backends.broker else { return [] }
        return [try QueueMetrics(broker: broker, logger: Logger(label: "metrics"))]
    }

    /// What samples how far order-mq came in the events, in a process that runs it.
    private func lagMetrics() throws -> [any Service] {
        guard local.contains(.orderMQ), let events = backends.events else { return [] }
        return [
            try EventLagMetrics(
                inspector: events, groups: [PaymentStatusChanged.group], logger: Logger(label: "metrics"))
        ]
    }

    /// What works without being called: the log's upkeep, order-mq, the scheduler.
    private func workers() throws -> [any Service] {
        var workers: [any Service] = []
        if let events = backends.events { workers.append(events) }
        if local.contains(.orderMQ), let broker = backends.broker, let events = backends.events {
            workers += try OrderMQWorkers(
                orders: rpc.order, maintenance: rpc.maintenance, payments: rpc.payment, broker: broker,
                consumer: events.consumer(group: PaymentStatusChanged.group, topics: [PaymentStatusChanged.topic]),
                deadLetters: events.producer, concurrency: settings.closeConcurrency, logger: .service(.orderMQ)
            ).background
        }
        if local.contains(.scheduler), let broker = backends.broker {
            workers.append(
                try SchedulerService(
                    broker: broker, sweepEvery: settings.sweepEvery, expireEvery: settings.expireEvery,
                    logger: .service(.scheduler)))
        }
        return workers
    }

    private func httpServer(onReady: @escaping @Sendable (HTTPAddress) async -> Void) throws -> some Service {
        var options = settings.http.options
        if settings.http.sheds { options.load = { [load] in load.share } }
        options.rateLimit = rateLimit?.limit ?? settings.http.rateLimit.local
        let routes = ServiceRoutes(tokens: tokens, options: options)
        routes.health(checks: readiness)
        if local.contains(.travelAPI) {
            try TravelAPIRoutes(travel: rpc.travel, catalogue: rpc.catalogue, users: rpc.usercenter).add(to: routes)
        }
        if local.contains(.usercenterAPI) {
            try UsercenterAPIRoutes(users: rpc.usercenter).add(to: routes)
        }
        if local.contains(.orderAPI) {
            try OrderAPIRoutes(orders: rpc.order, summaries: rpc.summary, payments: rpc.payment).add(to: routes)
        }
        if local.contains(.paymentAPI) {
            try PaymentAPIRoutes(orders: rpc.order, payments: rpc.payment, channel: .sandbox(payments)).add(to: routes)
        }
        try routes.addOverview()
        let server = HTTPServer(
            routes, host: address.host, port: address.port, options: settings.http.server,
            logger: Logger(label: "http"))
        return HTTPEntrance(server: server, address: address, onReady: onReady)
    }

    /// Each database of this process must answer, and the task queue's server.
    private var readiness: [(name: String, check: @Sendable () async throws -> Void)] {
        var checks: [(name: String, check: @Sendable () async throws -> Void)] = backends.records.map {
            store, database in
            (store.rawValue, { _ = try await database.read { try $0.firstRow("SELECT 1") { try $0.next() as Int64 } } })
        }
        if let broker = backends.broker {
            checks.append((Store.queue.rawValue, { _ = try await broker.queues() }))
        }
        if let events = backends.events {
            checks.append((Store.events.rawValue, { try await events.check() }))
        }
        return checks
    }
}
