import EventLog
import Logging
import MqueueContract
import MqueueRPC
import OrderContract
import OrderRPC
import PaymentContract
import PaymentProvider
import PaymentRPC
import ServiceKit
import ServiceLifecycle
import TaskQueue
import TravelContract
import TravelRPC
import UsercenterContract
import UsercenterRPC

extension RPCServices {
    /// Assembles the services that are to run here, and connects to the others. Those that call come after those that
    /// are called.
    init(
        local: Set<ServiceName>, settings: SojournSettings, backends: Backends, tokens: AccessTokens,
        payments: any PaymentProvider, readiness: Readiness, serving: ServingRecord,
        load: @escaping @Sendable () -> Double, logger: Logger
    ) async throws {
        var fabric = RPCFabric(
            local: local, settings: settings.rpc, readiness: readiness, serving: serving, load: load, logger: logger)
        let caller = fabric.caller
        var beside: [ServicePart] = []

        let queueBatches: any Pb_mqueueBatch.ClientProtocol
        if local.contains(.mqueueRPC), let broker = backends.broker, let events = backends.events {
            let server = MqueueRPCServer(
                tasks: TaskQueueClient(broker: broker), events: events.producer, closeAfter: settings.closeAfter)
            try fabric.listen([server.mqueue, server.batch], as: .mqueueRPC)
            mqueue = Pb_mqueue.LocalClient(server.mqueue, caller: caller)
            queueBatches = Pb_mqueueBatch.LocalClient(server.batch, caller: caller)
        } else {
            let channel = fabric.connect(to: .mqueueRPC)
            mqueue = Pb_mqueue.RemoteClient(channel)
            queueBatches = Pb_mqueueBatch.RemoteClient(channel)
        }

        if local.contains(.travelRPC) {
            let server = try await TravelRPCServer(database: backends.records(.travel), logger: .service(.travelRPC))
            try fabric.listen([server.travel, server.catalogue], as: .travelRPC)
            travel = Pb_travel.LocalClient(server.travel, caller: caller)
            catalogue = Pb_travelCatalogue.LocalClient(server.catalogue, caller: caller)
        } else {
            let channel = fabric.connect(to: .travelRPC)
            travel = Pb_travel.RemoteClient(channel)
            catalogue = Pb_travelCatalogue.RemoteClient(channel)
        }

        if local.contains(.usercenterRPC) {
            let server = try await UsercenterRPCServer(
                database: backends.records(.users), tokens: tokens, logger: .service(.usercenterRPC))
            try fabric.listen([server.usercenter], as: .usercenterRPC)
            usercenter = Pb_usercenter.LocalClient(server.usercenter, caller: caller)
            beside += server.background.parts(of: .usercenterRPC)
        } else {
            usercenter = Pb_usercenter.RemoteClient(fabric.connect(to: .usercenterRPC))
        }

        if local.contains(.paymentRPC) {
            let server = try await PaymentRPCServer(
                database: backends.records(.payments), provider: payments, queue: mqueue,
                queueBatches: queueBatches, timeZone: settings.timeZone, logger: .service(.paymentRPC))
            try fabric.listen([server.payment], as: .paymentRPC)
            payment = Pb_payment.LocalClient(server.payment, caller: caller)
            beside += server.background.parts(of: .paymentRPC)
        } else {
            payment = Pb_payment.RemoteClient(fabric.connect(to: .paymentRPC))
        }

        if local.contains(.orderRPC) {
            let server = try await OrderRPCServer(
                database: backends.records(.orders), travel: travel, catalogue: catalogue, queue: mqueue,
                queueBatches: queueBatches, closeAfter: settings.closeAfter, timeZone: settings.timeZone,
                caches: backends.caches, logger: .service(.orderRPC))
            try fabric.listen([server.order, server.summary, server.maintenance], as: .orderRPC)
            order = Pb_order.LocalClient(server.order, caller: caller)
            summary = Pb_orderSummary.LocalClient(server.summary, caller: caller)
            maintenance = Pb_orderMaintenance.LocalClient(server.maintenance, caller: caller)
            beside += server.background.parts(of: .orderRPC)
        } else {
            let channel = fabric.connect(to: .orderRPC)
            order = Pb_order.RemoteClient(channel)
            summary = Pb_orderSummary.RemoteClient(channel)
            maintenance = Pb_orderMaintenance.RemoteClient(channel)
        }

        parts = fabric.parts + beside
    }
}

extension Logger {
    /// A service's own logger.
    static func service(_ name: ServiceName) -> Logger { Logger(label: name.rawValue) }
}

extension [any Service] {
    /// What a service runs beside answering calls, as parts of the process.
    func parts(of service: ServiceName) -> [ServicePart] {
        map { ServicePart("\(type(of: $0)) of \(service.rawValue)", $0) }
    }
}
