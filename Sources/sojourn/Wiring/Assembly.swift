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
import ServiceHosting
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
    private let readiness: Readiness
    private let serving: ServingRecord
    private let load = ProcessLoad()
    private let rateLimit: SharedRateLimit?

    /// - Parameter serving: told where the process serves, as its parts start.
    init(
        _ services: Set<ServiceName>, settings: SojournSettings, directory: DataDirectory, backends: Backends,
        readiness: Readiness, serving: ServingRecord, logger: Logger
    ) async throws {
        local = services
        self.settings = settings
        self.backends = backends
        self.readiness = readiness
        self.serving = serving
        tokens = try await settings.accessTokens.tokens { try directory.secret("jwt.secret") }
        address = try await HTTPAddress(settings, for: services)
        payments = try SandboxProvider(
            secret: settings.sandboxSecret?.revealed ?? directory.secret("sandbox-payment.secret"),
            notifyURL: settings.notifyURL ?? address.url + "/payment/v1/thirdPayment/thirdPaymentWxPayCallback")
        rateLimit = try settings.http.rateLimit.shared(with: settings, logger: Logger(label: "http"))
        rpc = try await RPCServices(
            local: services, settings: settings, backends: backends, tokens: tokens, payments: payments,
            readiness: readiness, serving: serving, load: { [load] in load.share }, logger: logger)
    }

    /// All that runs, in the order in which it starts; it stops the other way round.
    /// - Parameter isMeasured: whether the process serves metrics.
    func parts(isMeasured: Bool) throws -> [ServicePart] {
        // What others need until they have stopped stops after them.
        var parts = [ServicePart("processor load", load)]
        if let rateLimit { parts.append(ServicePart("rate limit", rateLimit)) }
        if isMeasured { parts += try queueMetrics() + lagMetrics() }
        parts += rpc.parts
        parts += try workers()
        if local.contains(where: \.servesHTTP) { parts.append(try httpServer()) }
        return parts
    }

    /// What samples the task queue, in a process that works on it or serves it.
    private func queueMetrics() throws -> [ServicePart] {
        guard !local.isDisjoint(with: [.orderMQ, .mqueueRPC]), let broker = backends.broker else { return [] }
        return [ServicePart("queue metrics", try QueueMetrics(broker: broker, logger: Logger(label: "metrics")))]
    }

    /// What samples how far order-mq came in the events, in a process that runs it.
    private func lagMetrics() throws -> [ServicePart] {
        guard local.contains(.orderMQ), let events = backends.events else { return [] }
        let metrics = try EventLagMetrics(
            inspector: events, groups: [PaymentStatusChanged.group], logger: Logger(label: "metrics"))
        return [ServicePart("lag metrics", metrics)]
    }

    /// What works without being called: the log's upkeep, order-mq, the scheduler.
    private func workers() throws -> [ServicePart] {
        var workers: [ServicePart] = []
        if let events = backends.events { workers.append(ServicePart("event log", events)) }
        if local.contains(.orderMQ), let broker = backends.broker, let events = backends.events {
            workers += try OrderMQWorkers(
                orders: rpc.order, maintenance: rpc.maintenance, payments: rpc.payment, broker: broker,
                consumer: events.consumer(group: PaymentStatusChanged.group, topics: [PaymentStatusChanged.topic]),
                deadLetters: events.producer, concurrency: settings.closeConcurrency, logger: .service(.orderMQ)
            ).background.parts(of: .orderMQ)
        }
        if local.contains(.scheduler), let broker = backends.broker {
            let scheduler = try SchedulerService(
                broker: broker, sweepEvery: settings.sweepEvery, expireEvery: settings.expireEvery,
                logger: .service(.scheduler))
            workers.append(ServicePart(ServiceName.scheduler.rawValue, scheduler))
        }
        return workers
    }

    private func httpServer() throws -> ServicePart {
        var options = settings.http.options
        if settings.http.sheds { options.load = { [load] in load.share } }
        options.slowCalls = settings.log.slowCalls
        options.rateLimit = rateLimit?.limit ?? settings.http.rateLimit.local
        let routes = ServiceRoutes(tokens: tokens, options: options)
        routes.health(readiness)
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
        return ServicePart("http", HTTPEntrance(server: server, advice: ListenAdvice(group: "http", address: address)))
        { [address, serving] in
            serving.note(await server.listeningPort()) { addresses, _ in addresses.http = address }
        }
    }

    /// What the process needs to do its work: each of its databases, and the servers of the queue and the events.
    var dependencies: [Dependency] {
        var dependencies = backends.records.map { store, database in
            Dependency(store.rawValue) {
                _ = try await database.read { try $0.firstRow("SELECT 1") { try $0.next() as Int64 } }
            }
        }
        if let broker = backends.broker {
            dependencies.append(Dependency(Store.queue.rawValue) { _ = try await broker.queues() })
        }
        if let events = backends.events {
            dependencies.append(Dependency(Store.events.rawValue) { try await events.check() })
        }
        return dependencies
    }
}
