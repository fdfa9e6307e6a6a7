import GRPCCore
import Logging
import OrderContract
import QueueContract
import ServiceKit
import SwiftProtobuf
import TaskQueue

/// Works off the tasks about orders: closes unpaid ones, and runs the sweeps.
struct OrderClosing: Sendable {
    let orders: any Pb_order.ClientProtocol
    let maintenance: any Pb_orderMaintenance.ClientProtocol

    var router: TaskRouter {
        var router = TaskRouter()
        router.handle(CloseHomestayOrder.self) { task, context in try await close(task, context) }
        router.handle(CloseHomestayOrder.self, as: CloseHomestayOrder.formerTaskType) { task, context in
            try await close(task, context)
        }
        router.handle(SweepUnpaidOrders.self) { _, context in
            let closed = try await maintenance.closeUnpaidOrders(.init()).closed
            if closed > 0 {
                context.logger.warning("closed orders that the queue forgot", metadata: ["orders": "\(closed)"])
            }
        }
        router.handle(ExpirePaidOrders.self) { _, context in
            let expired = try await maintenance.expirePaidOrders(.init()).expired
            if expired > 0 { context.logger.info("expired unused orders", metadata: ["orders": "\(expired)"]) }
        }
        return router
    }

    private func close(_ task: CloseHomestayOrder, _ context: TaskContext) async throws {
        guard !task.sn.isEmpty else { throw SkipRetry("the payload names no order") }
        do {
            _ = try await orders.updateHomestayOrderTradeState(
                .with {
                    $0.sn = task.sn
                    $0.tradeState = OrderState.cancelled
                }, metadata: CallMetadata(actor: "order-mq", reason: "unpaid when its time was over").metadata)
        } catch let error as RPCError {
            switch error.code {
            // Paid, or done with in another way: there is nothing to close.
            case .failedPrecondition: context.logger.debug("not closed", metadata: ["order": "\(task.sn)"])
            case .notFound: throw SkipRetry("no order has the number \(task.sn)", underlying: error)
            default: throw error
            }
        }
    }
}
