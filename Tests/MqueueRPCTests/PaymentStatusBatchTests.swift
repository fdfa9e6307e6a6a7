import EventLog
import EventLogSQLite
import GRPCCore
import MqueueContract
import MqueueRPC
import SwiftProtobuf
import Synchronization
import TaskQueue
import TestSupport
import Testing

@Suite("Payments' statuses in a batch")
struct PaymentStatusBatchTests {
    @Test("fail for those that are wrong and what follows of the same order, and are published for the others")
    func wrongItems() async throws {
        try await MqueueRPCTests.with { fixture in
            let results = try await publish(
                [("HSO1", 1), ("", 1), ("HSO2", 7), ("HSO2", 1), ("HSO1", 2), ("HSO3", -1)], fixture.batches)
            #expect(results.map(\.code) == [0, 100_002, 100_002, 100_014, 0, 0])
            #expect(results[1].msg == "orderSn is missing")
            #expect(results[2].msg == "payStatus must be from -1 to 2")
            #expect(results[3].msg.contains("earlier status"))
            let records = try await fixture.events.read(
                topic: "payment-update-paystatus-topic", partition: 0, from: 0, limit: 10)
            #expect(
                records.map(\.text) == [
                    #"{"orderSn":"HSO1","payStatus":1}"#, #"{"orderSn":"HSO1","payStatus":2}"#,
                    #"{"orderSn":"HSO3","payStatus":-1}"#,
                ])
            #expect(records.map(\.key) == ["HSO1", "HSO1", "HSO3"])
        }
    }

    @Test("are refused as a whole where there are too many, and nothing where there are none")
    func bounds() async throws {
        try await MqueueRPCTests.with { fixture in
            let none = try await publish([], fixture.batches)
            #expect(none.isEmpty)
            let error = await #expect(throws: RPCError.self) {
                _ = try await publish((0...1000).map { ("HSO\($0)", 1) }, fixture.batches)
            }
            #expect(error?.code == .invalidArgument)
            let topics = try await fixture.events.topics()
            #expect(topics.isEmpty)
        }
    }

    @Test("that the log does not take do not keep the others out")
    func oneRefused() async throws {
        let log = PickyLog(refuses: "HSO2")
        try await with(log) { batches in
            let results = try await publish([("HSO1", 1), ("HSO2", 1), ("HSO2", 2), ("HSO3", 1)], batches)
            #expect(results.map(\.code) == [0, 100_002, 100_014, 0])
            #expect(log.keys == ["HSO1", "HSO3"])
        }
    }

    @Test("fail as a whole where the log is down")
    func down() async throws {
        try await with(PickyLog(isDown: true)) { batches in
            let error = await #expect(throws: RPCError.self) { _ = try await publish([("HSO1", 1)], batches) }
            #expect(error?.code == .unavailable)
        }
    }

    private func publish(
        _ statuses: [(String, Int64)], _ client: some Pb_mqueueBatch.ClientProtocol
    ) async throws -> [Pb_BatchItemResult] {
        try await client.publishPaymentStatuses(
            .with { request in
                request.statuses = statuses.map { sn, status in
                    .with {
                        $0.orderSn = sn
                        $0.payStatus = status
                    }
                }
            }
        ).results
    }

    private func with(
        _ log: PickyLog, _ body: @escaping @Sendable (any Pb_mqueueBatch.ClientProtocol) async throws -> Void
    ) async throws {
        try await MqueueRPCTests.with { fixture in
            let server = MqueueRPCServer(tasks: fixture.tasks, events: log, closeAfter: .seconds(1200))
            try await withRPC([server.batch]) { try await body(Pb_mqueueBatch.Client(wrapping: $0)) }
        }
    }
}

/// A log that refuses the events of one key, and with them all that are sent together with one.
private final class PickyLog: EventProducer {
    private let refused: String?
    private let isDown: Bool
    private let sent = Mutex<[String]>([])

    init(refuses refused: String? = nil, isDown: Bool = false) {
        self.refused = refused
        self.isDown = isDown
    }

    /// The keys of the events that it took.
    var keys: [String] { sent.withLock { $0 } }

    func send(_ events: [Event]) async throws(EventLogError) -> [EventPosition] {
        if isDown { throw EventLogError(.unavailable, "the log is down") }
        if events.contains(where: { $0.key == refused }) { throw EventLogError(.eventTooLarge, "it is too large") }
        sent.withLock { $0 += events.compactMap(\.key) }
        return events.indices.map { EventPosition(topic: events[$0].topic, partition: 0, offset: Int64($0)) }
    }
}
