import Auditing
import Clocks
import Database
import EventLog
import EventLogSQLite
import JSON
import QueueConsole
import QueueContract
import TaskQueue
import TestSupport
import Testing

@testable import sojourn

@Suite("An audit of a system in use")
struct SystemAuditTests {
    @Test("finds nothing while orders are placed, paid and given back")
    func busy() async throws {
        try await AuditSystem.with { system in
            try await system.running { services in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for guest in 1...8 as ClosedRange<Int64> {
                        group.addTask {
                            for day in 1...12 as ClosedRange<Int64> {
                                let sn = try await services.place(day: guest * 20 + day, guest: 17)
                                if day % 3 == 0 { try await services.move(sn, to: -1) }
                                if day % 2 == 0 { _ = try await services.pay(sn) }
                            }
                        }
                    }
                    // As much grace as slow machines need; what breaks a rule for good would still show at the end.
                    for _ in 0..<10 {
                        let findings = try await system.audit(grace: .seconds(30)).run().findings
                        #expect(findings.all == [])
                    }
                    try await group.waitForAll()
                }
                try await eventually("the system has come to rest") {
                    try await system.findings().isEmpty
                }
                #expect(try await system.audit().run().orders == 96)
            }
        }
    }

    @Test("leaves what is under way its grace")
    func grace() async throws {
        try await Books.with { books in
            try await books.forgetPayment()
            #expect(try await books.system.findings(grace: .seconds(3600)) == [])
            #expect(try await books.system.findings() == ["payment-not-applied"])
            let age = "UPDATE payment SET updated_at = updated_at - 7200000000000 WHERE sn = $1"
            try await books.system.payments.damage(age, books.paidPayment)
            let clock = ManualWallClock(now: SystemWallClock().now)
            let audit = books.system.audit(grace: .seconds(3600), clock: clock)
            async let result = audit.run()
            // Between the looks.
            await clock.waitForSleepers()
            clock.advance(by: SystemAudit.pause)
            #expect(try await result.findings.all.map(\.subject) == [books.paid])
        }
    }

    @Test("does not report what is gone by the second look")
    func secondLook() async throws {
        try await Books.with { books in
            try await books.system.broker.delete(books.unpaid, in: "default")
            // Old enough to be missed, young enough not to be overdue.
            let hour = "UPDATE homestay_order SET created_at = created_at - 600000000000 WHERE sn = $1"
            try await books.system.orders.damage(hour, books.unpaid)
            let clock = ManualWallClock(now: SystemWallClock().now)
            async let result = books.system.audit(grace: .seconds(60), clock: clock).run()
            await clock.waitForSleepers()
            try await books.system.running { services in try await services.move(books.unpaid, to: -1) }
            clock.advance(by: SystemAudit.pause)
            #expect(try await result.findings.isEmpty)
        }
    }

    @Test("holds a page at a time, and finds what is wrong on every one")
    func pages() async throws {
        try await AuditSystem.with { system in
            try await system.running { services in
                for day in 1...11 as ClosedRange<Int64> {
                    let sn = try await services.place(day: day)
                    if day > 6 { _ = try await services.pay(sn) }
                }
                try await eventually("the system has come to rest") { try await system.findings().isEmpty }
            }
            try await system.orders.damage("UPDATE homestay_order SET food_total_price = food_total_price + 1")
            try await system.payments.damage("UPDATE payment SET pay_total = pay_total + 1")
            let result = try await system.audit(pageSize: 2).run()
            #expect(result.orders == 11 && result.payments == 5)
            #expect(result.findings.kinds.map(\.count) == [5, 11])
        }
    }

    @Test("keeps the first findings of a kind, and a repair goes on until all are mended")
    func limit() async throws {
        try await AuditSystem.with { system in
            try await system.running { services in
                for day in 1...7 as ClosedRange<Int64> { _ = try await services.place(day: day) }
                try await eventually("the system has come to rest") { try await system.findings().isEmpty }
            }
            try await system.orders.damage("UPDATE homestay_order SET created_at = created_at - 3600000000000")
            let findings = try await system.audit(limit: 2).run().findings
            #expect(findings.all.count == 2 && findings.isTruncated)
            let (done, left) = try await system.repair(limit: 2)
            #expect(done.count == 7 && left == [])
            #expect(try await system.orders.number("SELECT COUNT(*) FROM homestay_order WHERE trade_state = -1") == 7)
            #expect(try await system.orders.number("SELECT SUM(taken) FROM homestay_night") == 0)
            #expect(
                try await system.orders.number(
                    "SELECT COUNT(*) FROM homestay_order_history WHERE to_state = -1 AND actor = 'audit'") == 7)
        }
    }

    @Test("does not close an order that has been paid, but tells it so")
    func overdueAndPaid() async throws {
        try await Books.with { books in
            try await books.forgetPayment()
            try await books.system.orders.damage(
                "UPDATE homestay_order SET created_at = created_at - 3600000000000 WHERE sn = $1", books.paid)
            #expect(try await books.system.findings() == ["order-overdue", "payment-not-applied"])
            try await books.system.running { services in
                let done = try await books.system.repair().done
                #expect(done == ["payment-not-applied"])
                let state = try await services.state(books.paid)
                #expect(state == 1)
            }
        }
    }
}
