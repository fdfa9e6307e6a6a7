import Database
import DatabaseSQLite
import EventLog
import EventLogSQLite
import OrderContract
import OrderMQ
import PaymentContract
import QueueContract
import Synchronization
import TaskQueue
import TaskQueueSQLite
import TestSupport
import Testing

/// order-mq between real embedded queues and scripted services.
struct OrderMQFixture: Sendable {
    let orders = ScriptedOrders()
    let payments = ScriptedPayments()
    let maintenance = ScriptedMaintenance()
    let tasks: TaskQueueClient
    let inspector: TaskQueueInspector
    let events: SQLiteEventLog

    static func with(_ body: @escaping @Sendable (OrderMQFixture) async throws -> Void) async throws {
        try await withSQLite { queue in
            try await withSQLite { log in
                let broker = try await SQLiteBroker(database: queue)
                let events = try await SQLiteEventLog(database: log, logger: quietLogger)
                let fixture = OrderMQFixture(
                    tasks: TaskQueueClient(broker: broker), inspector: TaskQueueInspector(broker: broker),
                    events: events)
                try await withRPC([fixture.orders, fixture.payments, fixture.maintenance]) { peers in
                    let workers = try OrderMQWorkers(
                        orders: Pb_order.Client(wrapping: peers),
                        maintenance: Pb_orderMaintenance.Client(wrapping: peers),
                        payments: Pb_payment.Client(wrapping: peers), broker: broker,
                        consumer: events.consumer(
                            group: PaymentStatusChanged.group, topics: [PaymentStatusChanged.topic]),
                        deadLetters: events.producer, concurrency: 4, logger: quietLogger)
                    try await withRunning(workers.background) { try await body(fixture) }
                }
            }
        }
    }

    func publish(_ text: String) async throws {
        try await events.producer.send(
            Event(topic: PaymentStatusChanged.topic, key: ScriptedOrders.sn, text: text))
    }

    func publish(status: Int64, order: String = ScriptedOrders.sn) async throws {
        try await publish(#"{"orderSn":"\#(order)","payStatus":\#(status)}"#)
    }

    var deadLetters: [EventRecord] {
        get async throws {
            let topic = PaymentStatusChanged.topic + ".dead"
            guard let summary = try await events.topics().first(where: { $0.name == topic }) else { return [] }
            var records: [EventRecord] = []
            for partition in summary.partitions.indices {
                records += try await events.read(topic: topic, partition: partition, from: 0, limit: 10)
            }
            return records
        }
    }
}

@Suite("order-mq")
struct OrderMQTests {
    @Test(
        "closes an unpaid order when its task is due",
        arguments: [
            CloseHomestayOrder.taskType, CloseHomestayOrder.formerTaskType,
        ])
    func closes(_ type: String) async throws {
        try await OrderMQFixture.with { fixture in
            try await fixture.tasks.enqueue(type: type, payload: Array(#"{"Sn":"\#(ScriptedOrders.sn)"}"#.utf8))
            try await eventually("the order closes") { fixture.orders.state.withLock { $0.tradeState } == -1 }
        }
    }

    @Test("leaves a paid order alone, and is done with its task")
    func leavesPaid() async throws {
        try await OrderMQFixture.with { fixture in
            fixture.orders.state.withLock { $0.tradeState = 1 }
            try await fixture.tasks.enqueue(CloseHomestayOrder(sn: ScriptedOrders.sn))
            try await eventually("the task is done") {
                try await fixture.inspector.statistics(of: "default").processedTotal == 1
            }
            #expect(fixture.orders.state.withLock { $0.moves } == [])
            #expect(try await fixture.inspector.tasks(in: "default", state: .archived).isEmpty)
        }
    }

    @Test(
        "archives a task with a broken payload at once",
        arguments: ["{", "", "[]", #"{"Sn":5}"#, #"{"Sn":""}"#, "null"])
    func brokenPayload(_ payload: String) async throws {
        try await OrderMQFixture.with { fixture in
            try await fixture.tasks.enqueue(type: CloseHomestayOrder.taskType, payload: Array(payload.utf8))
            try await eventually("the task is archived") {
                try await fixture.inspector.tasks(in: "default", state: .archived).count == 1
            }
            let task = try #require(try await fixture.inspector.tasks(in: "default", state: .archived).first)
            #expect(task.message.retryCount == 0)
            #expect(task.message.lastError != nil)
        }
    }

    @Test("archives the task of an order that nobody knows")
    func unknownOrder() async throws {
        try await OrderMQFixture.with { fixture in
            try await fixture.tasks.enqueue(CloseHomestayOrder(sn: "HSO0"))
            try await eventually("the task is archived") {
                try await fixture.inspector.tasks(in: "default", state: .archived).count == 1
            }
        }
    }

    @Test("keeps the task while order-rpc is down, to retry it")
    func ordersDown() async throws {
        try await OrderMQFixture.with { fixture in
            fixture.orders.state.withLock { $0.isDown = true }
            try await fixture.tasks.enqueue(CloseHomestayOrder(sn: ScriptedOrders.sn))
            try await eventually("the task waits for a retry") {
                try await fixture.inspector.tasks(in: "default", state: .retry).count == 1
            }
        }
    }

    @Test("sweeps when the scheduler says so")
    func sweeps() async throws {
        try await OrderMQFixture.with { fixture in
            try await fixture.tasks.enqueue(SweepUnpaidOrders())
            try await eventually("the sweep runs") { fixture.maintenance.sweeps.withLock { $0 } == 1 }
        }
    }

    @Test("makes an order paid, once, however often the event comes")
    func paid() async throws {
        try await OrderMQFixture.with { fixture in
            for _ in 0..<5 { try await fixture.publish(status: 1) }
            try await fixture.publish(status: 2)
            try await eventually("the order is refunded at last") {
                fixture.orders.state.withLock { $0.tradeState } == 3
            }
            #expect(fixture.orders.state.withLock { Array(Set($0.moves)).sorted() } == [1, 3])
            #expect(try await fixture.deadLetters.isEmpty)
        }
    }

    @Test("has the money of a closed order given back")
    func latePayment() async throws {
        try await OrderMQFixture.with { fixture in
            fixture.orders.state.withLock { $0.tradeState = -1 }
            try await fixture.publish(status: 1)
            try await eventually("the payment is refunded") { fixture.payments.status.withLock { $0 } == 2 }
            // The refund's own event, and the first one again, change nothing.
            try await fixture.publish(status: 2)
            try await fixture.publish(status: 1)
            try await fixture.publish("done")
            try await eventually("all events are handled") { try await fixture.deadLetters.count == 1 }
            #expect(fixture.orders.state.withLock { $0.tradeState } == -1)
            #expect(fixture.payments.status.withLock { $0 } == 2)
        }
    }

    @Test(
        "puts an event that cannot be read aside, and goes on",
        arguments: [
            "not JSON", "", "[]", "{}", #"{"payStatus":"1","orderSn":"x"}"#, #"{"payStatus":1}"#,
            #"{"payStatus":1,"orderSn":"HSO0"}"#,
        ])
    func deadLetter(_ value: String) async throws {
        try await OrderMQFixture.with { fixture in
            try await fixture.publish(value)
            try await fixture.publish(status: 1)
            try await eventually("the next event is handled") { fixture.orders.state.withLock { $0.tradeState } == 1 }
            let letters = try await fixture.deadLetters
            #expect(letters.map(\.text) == [value])
            #expect(letters.first?.headers.isEmpty == false)
        }
    }

    @Test("waits for order-rpc and loses no event")
    func eventsWait() async throws {
        try await OrderMQFixture.with { fixture in
            fixture.orders.state.withLock { $0.isDown = true }
            try await fixture.publish(status: 1)
            fixture.orders.state.withLock { $0.isDown = false }
            try await eventually("the order is paid") { fixture.orders.state.withLock { $0.tradeState } == 1 }
        }
    }
}
