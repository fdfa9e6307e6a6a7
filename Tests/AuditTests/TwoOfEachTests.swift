import Auditing
import Clocks
import Database
import DatabaseSQLite
import EventLog
import EventLogSQLite
import OrderContract
import QueueContract
import Scheduler
import TaskQueue
import TestSupport
import Testing

@testable import sojourn

/// Two of every service on the same stores, each with connections of its own, as in two processes.
@Suite("Two of every service")
struct TwoOfEachTests {
    private static let closeAfter = Duration.seconds(3)
    private static let orders = 60

    @Test("share the work and do none of it twice", arguments: SharedQueue.allCases)
    func once(_ queue: SharedQueue) async throws {
        try await SharedStores.with(queue) { one, two in
            let (calls, ticks) = (QueueCalls(), Collector<String>())
            let first = try await AuditServices(one, closeAfter: Self.closeAfter, calls: calls)
            let second = try await AuditServices(two, closeAfter: Self.closeAfter, calls: calls)
            let schedulers = try [one, two].map {
                try SchedulerService(
                    broker: $0.broker, sweepEvery: .seconds(1), expireEvery: .seconds(1), logger: quietLogger)
            }
            try await withRunning(first.background + second.background + schedulers) {
                try await place(first, second)
                try await eventually("all orders are paid or closed") {
                    try await one.orders.number("SELECT COUNT(*) FROM homestay_order WHERE trade_state = 0") == 0
                }
                try await eventually("the system has come to rest") {
                    try await one.findings(closeAfter: Self.closeAfter).isEmpty
                }
                for event in try await one.broker.enqueueEvents(of: "order-sweep", offset: 0, limit: 100) {
                    ticks.append("\(event.enqueuedAt.seconds)")
                }
                // Each message was delivered by one relay, once. A payment that came too late was given back, which is
                // told as well.
                let refunds = Int(try await one.payments.number("SELECT COUNT(*) FROM refund"))
                #expect(Set(calls.events).count == Self.orders / 2 + refunds)
                #expect(calls.events.count == Self.orders / 2 + refunds)
                #expect(Set(calls.closings).count == Self.orders)
                #expect(calls.closings.count == Self.orders)
            }
            // Each tick of the two schedulers was enqueued by one.
            #expect(!ticks.values.isEmpty && Set(ticks.values).count == ticks.values.count)
        }
    }

    /// Places orders with both services by turns, and pays every other one.
    private func place(_ first: AuditServices, _ second: AuditServices) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<Int64(Self.orders) {
                group.addTask {
                    let services = number % 4 < 2 ? first : second
                    let sn = try await services.place(day: number + 1)
                    if number % 2 == 0 { _ = try await (number % 4 == 0 ? second : first).pay(sn) }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("sweeping at the same time close each order once", arguments: [SharedQueue.embedded])
    func sweeps(_ queue: SharedQueue) async throws {
        try await SharedStores.with(queue) { one, two in
            let first = try await AuditServices(one, closeAfter: .milliseconds(100))
            let second = try await AuditServices(two, closeAfter: .milliseconds(100))
            for day in 1...250 as ClosedRange<Int64> { _ = try await first.place(day: day % 100 + 1, people: 1) }
            try await eventually("all are overdue") {
                let now = SystemWallClock().now - .milliseconds(100)
                return try await one.orders.number(
                    "SELECT COUNT(*) FROM homestay_order WHERE created_at > $1", now.nanoseconds) == 0
            }
            let closed = try await withThrowingTaskGroup(of: Int64.self) { group in
                for services in [first, second, first, second] {
                    group.addTask { try await services.maintenance.closeUnpaidOrders(.init()).closed }
                }
                return try await group.reduce(0, +)
            }
            #expect(closed == 250)
            #expect(try await one.orders.number("SELECT SUM(taken) FROM homestay_night") == 0)
            let changes = "SELECT COUNT(*) FROM homestay_order_history WHERE to_state = -1"
            #expect(try await one.orders.number(changes) == 250)
        }
    }
}
