import Auditing
import Clocks
import OrderRPC
import PaymentRPC

/// Checks the rules that the system keeps, in each store and between them, on stores that may be in use.
///
/// The stores cannot be seen at one moment. So a fact has the grace to get from one to the other, and what breaks a
/// rule at a first look is looked at again: what is found both times is a finding.
struct SystemAudit: Sendable {
    /// How long after a first look that found something the second one begins, at most the grace.
    static let pause = Duration.seconds(2)

    let stores: AuditStores
    let orders: OrderAudit
    let payments: PaymentAudit
    let grace: Duration
    let limit: Int
    let clock: any WallClock

    /// - Parameters:
    ///   - closeAfter: how long an order may stay unpaid.
    ///   - grace: for how long a fact may stand in one store and not yet in another; zero for a system at rest.
    ///   - limit: how many findings of a kind are kept.
    ///   - pageSize: the most orders and payments held in memory at a time.
    init(
        _ stores: AuditStores, closeAfter: Duration, grace: Duration, limit: Int = AuditFindings.defaultLimit,
        pageSize: Int = 1000, clock: any WallClock = SystemWallClock()
    ) {
        self.stores = stores
        orders = OrderAudit(database: stores.orders.database, closeAfter: closeAfter, pageSize: pageSize)
        payments = PaymentAudit(database: stores.payments.database, pageSize: pageSize)
        self.grace = grace
        self.limit = limit
        self.clock = clock
    }

    /// Looks, and where there is something to find, looks again.
    /// - Throws: ``AuditTrouble``
    func run() async throws -> AuditResult {
        let first = try await look()
        guard !first.findings.isEmpty else { return first }
        try await clock.sleep(for: min(grace, Self.pause))
        var second = try await look()
        second.findings = second.findings.confirming(first.findings)
        return second
    }

    /// Looks once at everything.
    private func look() async throws -> AuditResult {
        let moment = AuditMoment(now: clock.now, grace: grace)
        var result = AuditResult(findings: AuditFindings(limit: limit))
        try await lookAtOrders(moment, &result)
        try await lookAtPayments(moment, &result)
        try await lookAtCloseTasks(moment, &result)
        try await lookAtEvents(moment, &result)
        return result
    }

    private func lookAtOrders(_ moment: AuditMoment, _ result: inout AuditResult) async throws {
        result.findings.add(
            try await stores.orders.place.look { try await orders.findings(at: moment, limit: limit + 1) })
        var next: Int64?
        repeat {
            let page = try await stores.orders.place.look { try await orders.page(after: next) }
            result.findings.add(page.findings)
            result.orders += page.orders.count
            let payments = try await stores.payments.place.look {
                try await self.payments.successfulPayments(ofOrders: page.orders.map(\.sn))
            }
            for order in page.orders {
                let settlement = Settlement(order: order, payments: payments[order.sn] ?? [], moment: moment)
                result.findings.add(settlement.findings)
            }
            next = page.next
        } while next != nil
    }

    private func lookAtPayments(_ moment: AuditMoment, _ result: inout AuditResult) async throws {
        result.findings.add(
            try await stores.payments.place.look { try await payments.findings(at: moment, limit: limit + 1) })
        var next: Int64?
        repeat {
            let page = try await stores.payments.place.look { try await payments.page(after: next) }
            result.findings.add(page.findings)
            result.payments += page.count
            let orders = try await stores.orders.place.look {
                try await self.orders.orders(Set(page.successful.map(\.orderSn)).sorted())
            }
            for payment in page.successful where orders[payment.orderSn] == nil {
                result.findings.add(
                    AuditFinding(
                        .paymentWithoutOrder, payment.sn,
                        "the payment is \(payment.status.words), and there is no order \(payment.orderSn)"))
            }
            next = page.next
        } while next != nil
    }
}

/// What an audit has found, and in how much.
struct AuditResult: Sendable {
    var findings: AuditFindings
    var orders = 0
    var payments = 0
}
