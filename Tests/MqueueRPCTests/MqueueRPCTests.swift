import Clocks
import Database
import DatabaseSQLite
import EventLog
import EventLogSQLite
import GRPCCore
import GRPCInProcessTransport
import MqueueContract
import MqueueRPC
import QueueContract
import ServiceKit
import SwiftProtobuf
import TaskQueue
import TaskQueueSQLite
import TestSupport
import Testing

@Suite("mqueue-rpc")
struct MqueueRPCTests {
    struct Fixture: Sendable {
        let client: Pb_mqueue.Client<InProcessTransport.Client>
        let batches: Pb_mqueueBatch.Client<InProcessTransport.Client>
        let tasks: TaskQueueClient
        let inspector: TaskQueueInspector
        let events: SQLiteEventLog
        let clock: ManualWallClock
    }

    static func with(_ body: @escaping @Sendable (Fixture) async throws -> Void) async throws {
        let clock = ManualWallClock()
        try await withSQLite { queue in
            try await withSQLite { log in
                let broker = try await SQLiteBroker(database: queue, clock: clock)
                let events = try await SQLiteEventLog(database: log, clock: clock, partitions: 1, logger: quietLogger)
                let server = MqueueRPCServer(
                    tasks: TaskQueueClient(broker: broker), events: events.producer, closeAfter: .seconds(1200),
                    clock: clock)
                try await withRPC([server.mqueue, server.batch]) { client in
                    try await body(
                        Fixture(
                            client: Pb_mqueue.Client(wrapping: client),
                            batches: Pb_mqueueBatch.Client(wrapping: client),
                            tasks: TaskQueueClient(broker: broker), inspector: TaskQueueInspector(broker: broker),
                            events: events, clock: clock))
                }
            }
        }
    }

    @Test("enqueues a close task under the order's number, once, due after the delay")
    func closeTask() async throws {
        try await Self.with { fixture in
            for _ in 0..<3 { _ = try await fixture.client.aqDeferHomestayOrderClose(.with { $0.sn = "HSO1" }) }
            let tasks = try await fixture.inspector.tasks(in: "default", state: .scheduled)
            let task = try #require(tasks.first)
            #expect(tasks.count == 1)
            #expect(task.id == "HSO1")
            #expect(task.type == "defer:homestay_order:close")
            #expect(String(decoding: task.message.payload, as: UTF8.self) == #"{"Sn":"HSO1"}"#)
            #expect(task.nextProcessAt == fixture.clock.now + .seconds(1200))
        }
    }

    @Test("publishes a payment's status under the order's number")
    func paymentStatus() async throws {
        try await Self.with { fixture in
            _ = try await fixture.client.kqPaymenStatusUpdate(
                .with {
                    $0.orderSn = "HSO1"
                    $0.payStatus = 1
                })
            let records = try await fixture.events.read(
                topic: "payment-update-paystatus-topic", partition: 0, from: 0, limit: 10)
            #expect(records.map(\.key) == ["HSO1"])
            #expect(records.map(\.text) == [#"{"orderSn":"HSO1","payStatus":1}"#])
        }
    }

    @Test("publishes a message of the mini program")
    func miniProgram() async throws {
        try await Self.with { fixture in
            _ = try await fixture.client.sendWxMiniSubMessage(
                .with {
                    $0.openid = "o1"
                    $0.templateID = "t1"
                    $0.page = "pages/order"
                    $0.data = ["thing1": "West Lake"]
                })
            let records = try await fixture.events.read(
                topic: "send-wx-mini-tpl-message", partition: 0, from: 0, limit: 10)
            #expect(
                records.map(\.text) == [
                    #"{"data":{"thing1":"West Lake"},"openid":"o1","page":"pages/order","templateID":"t1"}"#
                ])
        }
    }

    @Test("refuses what names nothing")
    func badInput() async throws {
        try await Self.with { fixture in
            let client = fixture.client
            await #expect(throws: RPCError.self) { try await client.aqDeferHomestayOrderClose(.init()) }
            await #expect(throws: RPCError.self) { try await client.kqPaymenStatusUpdate(.init()) }
            await #expect(throws: RPCError.self) {
                try await client.kqPaymenStatusUpdate(
                    .with {
                        $0.orderSn = "HSO1"
                        $0.payStatus = 7
                    })
            }
            await #expect(throws: RPCError.self) { try await client.sendWxMiniSubMessage(.with { $0.openid = "o1" }) }
            let (queues, topics) = (try await fixture.inspector.queues(), try await fixture.events.topics())
            #expect(queues.isEmpty)
            #expect(topics.isEmpty)
        }
    }
}
