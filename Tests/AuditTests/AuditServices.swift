import Clocks
import EventLogSQLite
import Foundation
import GRPCCore
import LocalRPC
import MqueueContract
import MqueueRPC
import OrderContract
import OrderMQ
import OrderRPC
import PaymentContract
import PaymentProvider
import PaymentRPC
import QueueContract
import ServiceKit
import ServiceLifecycle
import SwiftProtobuf
import TaskQueue
import TestSupport
import TravelContract

/// The services of a system in one process, as they are wired by the executable.
struct AuditServices: Sendable {
    static let timeZone = TimeZone(identifier: "Asia/Shanghai")!

    let orders: any Pb_order.ClientProtocol
    let maintenance: any Pb_orderMaintenance.ClientProtocol
    let payments: any Pb_payment.ClientProtocol
    let background: [any Service]

    /// - Parameter calls: what is to count the calls of mqueue-rpc.
    init(
        _ system: AuditSystem, closeAfter: Duration = AuditSystem.closeAfter, calls: QueueCalls = QueueCalls()
    ) async throws {
        let errors = RPCErrors(logger: quietLogger)
        let caller = LocalCaller { error, method in errors.rpcError(error, of: method) }
        let door = MqueueRPCServer(
            tasks: TaskQueueClient(broker: system.broker), events: system.events.producer, closeAfter: closeAfter)
        let mqueue = Pb_mqueue.LocalClient(
            calls.counting(Pb_mqueue.LocalClient(door.mqueue, caller: caller)), caller: caller)
        let batches = Pb_mqueueBatch.LocalClient(
            calls.counting(Pb_mqueueBatch.LocalClient(door.batch, caller: caller)), caller: caller)
        let payment = try await PaymentRPCServer(
            database: system.payments,
            provider: try SandboxProvider(
                secret: String(repeating: "s", count: 32), notifyURL: "http://127.0.0.1/unused"),
            queue: mqueue, queueBatches: batches, timeZone: Self.timeZone, logger: quietLogger)
        let order = try await OrderRPCServer(
            database: system.orders, travel: Pb_travel.LocalClient(Dormitory(), caller: caller),
            catalogue: Pb_travelCatalogue.LocalClient(NoCatalogue(), caller: caller), queue: mqueue,
            queueBatches: batches, closeAfter: closeAfter, timeZone: Self.timeZone, logger: quietLogger)
        orders = Pb_order.LocalClient(order.order, caller: caller)
        payments = Pb_payment.LocalClient(payment.payment, caller: caller)
        maintenance = Pb_orderMaintenance.LocalClient(order.maintenance, caller: caller)
        let workers = try OrderMQWorkers(
            orders: orders, maintenance: maintenance, payments: payments, broker: system.broker,
            consumer: try system.events.consumer(
                group: PaymentStatusChanged.group, topics: [PaymentStatusChanged.topic]),
            deadLetters: system.events.producer, concurrency: 4, logger: quietLogger)
        background = order.background + payment.background + workers.background
    }

    /// Places an order for one night, so many days from now.
    func place(day: Int64, guest: Int64 = 17, people: Int64 = 2, key: String? = nil) async throws -> String {
        let today = LocalCalendar(timeZone: Self.timeZone).day(ofSeconds: SystemWallClock().now.seconds).number
        let noon = (today + day) * 86_400 + 4 * 3600
        var metadata = CallMetadata(userID: guest)
        metadata.idempotencyKey = key
        return try await orders.createHomestayOrder(
            .with {
                $0.homestayID = 1
                $0.userID = guest
                $0.livePeopleNum = people
                $0.isFood = true
                $0.liveStartTime = noon
                $0.liveEndTime = noon + 86_400
            }, metadata: metadata.metadata
        ).sn
    }

    /// Pays an order with a payment whose number is returned.
    func pay(_ sn: String) async throws -> String {
        let total = try await orders.homestayOrderDetail(.with { $0.sn = sn }).homestayOrder.orderTotalPrice
        let payment = try await payments.createPayment(
            .with {
                $0.userID = 17
                $0.orderSn = sn
                $0.payTotal = total
                $0.payModel = "SANDBOX"
                $0.serviceType = "homestayOrder"
            }
        ).sn
        try await update(payment, to: 1)
        return payment
    }

    func update(_ payment: String, to status: Int64) async throws {
        _ = try await payments.updateTradeState(
            .with {
                $0.sn = payment
                $0.payStatus = status
                $0.transactionID = "T\(payment)"
                $0.tradeState = status == 1 ? "SUCCESS" : "REFUND"
            })
    }

    func move(_ sn: String, to state: Int64) async throws {
        _ = try await orders.updateHomestayOrderTradeState(
            .with {
                $0.sn = sn
                $0.tradeState = state
            }, metadata: CallMetadata(actor: "test", reason: "because").metadata)
    }

    func state(_ sn: String) async throws -> Int64 {
        try await orders.homestayOrderDetail(.with { $0.sn = sn }).homestayOrder.tradeState
    }
}

/// A catalogue of one homestay for 6 people, sold by person.
private struct Dormitory: Pb_travel.SimpleServiceProtocol {
    func homestayDetail(request: Pb_HomestayDetailReq, context: ServerContext) async throws -> Pb_HomestayDetailResp {
        .with { answer in
            answer.homestay = .with {
                $0.id = request.id
                $0.title = "Dormitory"
                $0.peopleNum = 6
                $0.rowState = 1
                $0.rowType = 1
                $0.homestayPrice = 8_000
                $0.foodPrice = 1_500
                $0.userID = 99
            }
        }
    }
}
