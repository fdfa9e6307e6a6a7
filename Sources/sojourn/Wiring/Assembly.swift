import Clocks
import Database
import DatabaseSQLite
import EventLog
import EventLogSQLite
import Hummingbird
import Logging
import MqueueRPC
import NIOCore
import OrderAPI
import OrderMQ
import OrderRPC
import PaymentAPI
import PaymentProvider
import PaymentRPC
import QueueContract
import Scheduler
import ServiceKit
import ServiceLifecycle
import Settings
import TaskQueue
import TravelAPI
import TravelRPC
import UsercenterAPI
import UsercenterRPC

/// Puts the services of a process together: each is given its database, its channels and its settings.
struct Assembly {
    private let local: Set<ServiceName>
    private let settings: SojournSettings
    private let backends: Backends
    private let tokens: AccessTokens
    private let address: HTTPAddress
    private let payments: SandboxProvider
    private var network: RPCNetwork
    /// What runs beside servers and callers: relays, workers, consumers.
    private var workers: [any Service] = []
    private let logger: Logger

    init(
        _ services: Set<ServiceName>, settings: SojournSettings, directory: DataDirectory, backends: Backends,
        logger: Logger
    ) async throws {
        local = services
        self.settings = settings
        self.backends = backends
        self.logger = logger
        tokens = await AccessTokens(
            secret: try settings.jwtSecret?.revealed ?? directory.secret("jwt.secret"),
            previousSecret: settings.jwtPreviousSecret?.revealed, expiresAfter: settings.jwtExpiresAfter)
        address = try await HTTPAddress(settings)
        payments = try SandboxProvider(
            secret: settings.sandboxSecret?.revealed ?? directory.secret("sandbox-payment.secret"),
            notifyURL: settings.notifyURL
                ?? address.url + "/payment/v1/thirdPayment/thirdPaymentWxPayCallback")
        network = try RPCNetwork(local: services, settings: settings, logger: logger)
        try await addRecords()
        try addQueues()
    }

    /// The services that own records.
    private mutating func addRecords() async throws {
        if local.contains(.travelRPC) {
            let server = try await TravelRPCServer(database: backends.records(.travel), logger: logger("travel-rpc"))
            network.serve(server.services, as: .travelRPC)
        }
        if local.contains(.usercenterRPC) {
            let server = try await UsercenterRPCServer(
                database: backends.records(.users), tokens: tokens, logger: logger("usercenter-rpc"))
            network.serve(server.services, as: .usercenterRPC)
            workers += server.background
        }
        if local.contains(.paymentRPC) {
            let server = try await PaymentRPCServer(
                database: backends.records(.payments), provider: payments,
                queue: network.channel(to: .mqueueRPC).mqueue, timeZone: settings.timeZone,
                logger: logger("payment-rpc"))
            network.serve(server.services, as: .paymentRPC)
            workers += server.background
        }
        if local.contains(.orderRPC) {
            let server = try await OrderRPCServer(
                database: backends.records(.orders), travel: network.channel(to: .travelRPC).travel,
                queue: network.channel(to: .mqueueRPC).mqueue, closeAfter: settings.closeAfter,
                timeZone: settings.timeZone, logger: logger("order-rpc"))
            network.serve(server.services, as: .orderRPC)
            workers += server.background
        }
    }

    /// The services that stand on the task queue and the event log.
    private mutating func addQueues() throws {
        if let events = backends.events { workers.append(events) }
        if local.contains(.mqueueRPC), let broker = backends.broker, let events = backends.events {
            let server = MqueueRPCServer(
                tasks: TaskQueueClient(broker: broker), events: events.producer, closeAfter: settings.closeAfter)
            network.serve(server.services, as: .mqueueRPC)
        }
        if local.contains(.orderMQ), let broker = backends.broker, let events = backends.events {
            workers += try OrderMQWorkers(
                orders: network.channel(to: .orderRPC).order,
                maintenance: network.channel(to: .orderRPC).orderMaintenance,
                payments: network.channel(to: .paymentRPC).payment, broker: broker,
                consumer: events.consumer(group: PaymentStatusChanged.group, topics: [PaymentStatusChanged.topic]),
                deadLetters: events.producer, concurrency: settings.closeConcurrency, logger: logger("order-mq")
            ).background
        }
        if local.contains(.scheduler), let broker = backends.broker {
            workers.append(
                try SchedulerService(
                    broker: broker, sweepEvery: settings.sweepEvery, expireEvery: settings.expireEvery,
                    logger: logger("scheduler")))
        }
    }

    /// All that runs, in the order in which it starts; it stops the other way round.
    func background(onReady: @escaping @Sendable (HTTPAddress?) async -> Void) async throws -> [any Service] {
        let inner = network.background + network.callers + workers
        guard local.contains(where: \.servesHTTP) else {
            await onReady(nil)
            return inner
        }
        return inner + [httpServer(onReady: onReady)]
    }

    private func httpServer(onReady: @escaping @Sendable (HTTPAddress?) async -> Void) -> some Service {
        let routes = APIRoutes(tokens: tokens)
        routes.health(checks: readiness)
        if local.contains(.travelAPI) {
            let channel = network.channel(to: .travelRPC)
            TravelAPIRoutes(
                travel: channel.travel, catalogue: channel.travelCatalogue,
                users: network.channel(to: .usercenterRPC).usercenter
            ).add(to: routes)
        }
        if local.contains(.usercenterAPI) {
            UsercenterAPIRoutes(users: network.channel(to: .usercenterRPC).usercenter).add(to: routes)
        }
        if local.contains(.orderAPI) {
            OrderAPIRoutes(
                orders: network.channel(to: .orderRPC).order, payments: network.channel(to: .paymentRPC).payment
            ).add(to: routes)
        }
        if local.contains(.paymentAPI) {
            PaymentAPIRoutes(
                orders: network.channel(to: .orderRPC).order, payments: network.channel(to: .paymentRPC).payment,
                channel: .sandbox(payments)
            ).add(to: routes)
        }
        let address = address
        return Application(
            router: routes.router,
            configuration: ApplicationConfiguration(address: .hostname(address.host, port: address.port)),
            onServerRunning: { _ in await onReady(address) }, logger: logger("http"))
    }

    /// Each database of this process must answer.
    private var readiness: [(name: String, check: @Sendable () async throws -> Void)] {
        backends.databases.map { store, database in
            (store.rawValue, { _ = try await database.read { try $0.firstRow("SELECT 1") { try $0.next() as Int64 } } })
        }
    }

    private func logger(_ label: String) -> Logger {
        var logger = Logger(label: label)
        logger.logLevel = self.logger.logLevel
        return logger
    }
}
