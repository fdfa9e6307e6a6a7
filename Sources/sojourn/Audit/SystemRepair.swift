import Auditing
import Clocks
import OrderRPC
import PaymentRPC
import QueueContract
import TaskQueue

/// Mends what an audit has found, as far as that is safe: by the transitions, messages and tasks that the services
/// themselves make. Each is decided anew on what stands in the stores, so that a repair of what is whole does nothing.
struct SystemRepair: Sendable {
    let audit: SystemAudit
    let orders: OrderRepair
    let payments: PaymentRepair
    var stores: AuditStores { audit.stores }

    /// - Parameter closeAfter: how long an order may stay unpaid.
    init(_ audit: SystemAudit, closeAfter: Duration) {
        self.audit = audit
        orders = OrderRepair(database: audit.stores.orders.database, closeAfter: closeAfter, clock: audit.clock)
        payments = PaymentRepair(database: audit.stores.payments.database, clock: audit.clock)
    }

    /// Mends what can be mended of these findings, and returns what was done.
    /// - Throws: ``AuditTrouble``
    func run(_ findings: AuditFindings) async throws -> [AuditRepair] {
        let isOf = Set(findings.all.filter(\.isRepairable).map(\.kind))
        var repairs: [AuditRepair] = []
        repairs += try await tellOrders(findings)
        for finding in findings.of(.refundForgotten) {
            if try await stores.payments.place.look({ try await payments.refundAgain(finding.subject) }) {
                repairs.append(AuditRepair(.refundForgotten, finding.subject, "has the provider asked again"))
            }
        }
        repairs += try await closeOverdue(findings)
        if isOf.contains(.nightHeldByNone) || isOf.contains(.nightNotHeld) {
            repairs += try await stores.orders.place.look { try await orders.correctNights(limit: audit.limit) }
            let unrecorded = findings.of(.nightNotHeld).map(\.subject).filter { !$0.hasPrefix("homestay ") }
            repairs += try await stores.orders.place.look { try await orders.restoreNights(unrecorded) }
        }
        let taskless = findings.of(.closeTaskMissing).map(\.subject)
        repairs += try await stores.orders.place.look { try await orders.addCloseTasks(taskless) }.map {
            AuditRepair(.closeTaskMissing, $0, "put the task that closes the order into the outbox")
        }
        if isOf.contains(.closeTaskArchived) { repairs += try await runArchived(findings) }
        return repairs
    }

    /// Closes the orders that are unpaid beyond their time, but for those that have been paid by the books of the
    /// payments: they are told of it instead.
    private func closeOverdue(_ findings: AuditFindings) async throws -> [AuditRepair] {
        let overdue = findings.of(.orderOverdue).map(\.subject)
        var repairs: [AuditRepair] = []
        for start in stride(from: 0, to: overdue.count, by: 500) {
            let page = Array(overdue[start..<min(start + 500, overdue.count)])
            let payments = try await stores.payments.place.look {
                try await audit.payments.successfulPayments(ofOrders: page)
            }
            let unpaid = page.filter { sn in !(payments[sn] ?? []).contains { $0.status == .paid } }
            repairs += try await stores.orders.place.look { try await orders.closeOverdue(unpaid) }
        }
        return repairs
    }

    private func runArchived(_ findings: AuditFindings) async throws -> [AuditRepair] {
        let mendable = Set(findings.of(.closeTaskArchived).filter(\.isRepairable).map(\.subject))
        var repairs: [AuditRepair] = []
        for task in try await audit.archivedTasks() where mendable.contains(task.orderSn) {
            try await stores.queue.place.look {
                do throws(TaskQueueError) {
                    try await stores.queue.broker.run(task.id, in: task.queue)
                    repairs.append(AuditRepair(.closeTaskArchived, task.orderSn, "has the task \(task.id) run again"))
                } catch {
                    // Somebody was faster.
                    guard [.notFound, .wrongState].contains(error.code) else { throw error }
                }
            }
        }
        return repairs
    }
}
