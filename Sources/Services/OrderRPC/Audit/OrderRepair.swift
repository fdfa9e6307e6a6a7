public import Auditing
public import Clocks
public import Database
import Outbox

/// Mends what an ``OrderAudit`` finds, as far as that is safe: by the transitions that the service itself makes, each
/// decided on what stands in the database when it is made.
public struct OrderRepair: Sendable {
    let database: any Database
    let closeAfter: Duration
    let clock: any WallClock

    /// - Parameters:
    ///   - database: the orders' own.
    ///   - closeAfter: how long an order may stay unpaid.
    public init(database: any Database, closeAfter: Duration, clock: any WallClock = SystemWallClock()) {
        self.database = database
        self.closeAfter = closeAfter
        self.clock = clock
    }

    /// Closes those of the orders that are unpaid beyond their time, as the sweep does.
    /// - Throws: `DatabaseError`
    public func closeOverdue(_ sns: [String]) async throws -> [AuditRepair] {
        let cause = Cause(actor: "audit", reason: "unpaid for \(closeAfter.text)")
        var repairs: [AuditRepair] = []
        for batch in sns.batches(of: OrderSweep.batch) {
            let now = clock.now
            repairs += try await database.writeAfterConflicts { connection in
                let table = OrderTable(connection)
                let overdue = try batch.compactMap { try table.order(sn: $0) }.filter {
                    $0.state == .awaitingPayment && $0.createdAt <= now - closeAfter
                }
                return try OrderTransitions.moveAll(overdue, to: .cancelled, cause, at: now, in: connection).map {
                    AuditRepair(.orderOverdue, $0.sn, "closed the order and gave its nights back")
                }
            }
        }
        return repairs
    }

    /// Makes the counts of taken places those of the live orders, where there is room for all of them.
    /// - Parameter limit: the most nights to correct.
    /// - Throws: `DatabaseError`
    public func correctNights(limit: Int) async throws -> [AuditRepair] {
        try await database.writeAfterConflicts { connection in
            let counts = try NightCount.wrong(limit: limit, in: connection).filter { !$0.isOverbooked }
            return try counts.filter { try NightTable(connection).correct($0) }.map { count in
                AuditRepair(
                    count.finding.kind, count.finding.subject, "corrected the places taken to \(count.places)")
            }
        }
    }

    /// Records the nights of live orders that are not recorded at all, where there is room for them.
    /// - Throws: `DatabaseError`
    public func restoreNights(_ sns: [String]) async throws -> [AuditRepair] {
        var repairs: [AuditRepair] = []
        for sn in sns {
            let count = try await database.writeAfterConflicts { connection in
                guard let order = try OrderTable(connection).order(sn: sn), !order.state.releasesNights else {
                    return 0
                }
                let nights = (0..<order.stay.nights).map { CalendarDay(number: order.stay.firstNight.number + $0) }
                return try nights.count { try NightTable(connection).restore($0, of: order) }
            }
            if count > 0 {
                repairs.append(AuditRepair(.nightNotHeld, sn, "took \(count) of the order's nights for it"))
            }
        }
        return repairs
    }

    /// Puts the close tasks of unpaid orders into the outbox, where they are not in there, and returns the numbers of
    /// the orders for which it did.
    /// - Throws: `DatabaseError`
    public func addCloseTasks(_ sns: [String]) async throws -> [String] {
        var added: [String] = []
        for batch in sns.batches(of: OrderSweep.batch) {
            let now = clock.now
            added += try await database.writeAfterConflicts { connection in
                let orders = try batch.compactMap { try OrderTable(connection).order(sn: $0) }
                let missing = try orders.filter { order in
                    try order.state == .awaitingPayment
                        && !Outbox.contains(kind: CloseTask.kind, key: order.sn, in: connection)
                }
                try connection.execute(missing.map { CloseTask.addition(for: $0.sn, at: now) })
                return missing.map(\.sn)
            }
        }
        return added
    }
}

extension [String] {
    /// The elements in order, so many at a time.
    fileprivate func batches(of size: Int) -> [[String]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
