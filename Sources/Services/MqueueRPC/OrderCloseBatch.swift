import Clocks
import MqueueContract
import QueueContract
import ServiceKit
import TaskQueue

/// Enqueues the close tasks of many orders.
struct OrderCloseBatch: Sendable {
    let tasks: TaskQueueClient
    /// How long after the order was placed its close task runs.
    let closeAfter: Duration
    let clock: any WallClock

    private struct Item: Sendable {
        let index: Int
        let request: TaskRequest
    }

    /// - Returns: a result for each of the orders, in their order.
    /// - Throws: `unavailable` where none could be enqueued, and so on.
    func enqueue(_ orders: [Pb_OrderClose]) async throws -> [Pb_BatchItemResult] {
        var results = Array(repeating: Pb_BatchItemResult(), count: orders.count)
        var items: [Item] = []
        let now = clock.now
        for (index, order) in orders.enumerated() {
            do {
                items.append(Item(index: index, request: try request(for: order, now: now)))
            } catch {
                results[index] = Pb_BatchItemResult(ServiceError(error))
            }
        }
        do {
            try await tasks.enqueue(items.map(\.request))
        } catch  where error.code == .unavailable {
            throw ServiceError(queue: error)
        } catch {
            // One of them was refused, most often because it was enqueued before, and so all were.
            for (index, failure) in await enqueueEach(items) { results[index] = Pb_BatchItemResult(failure) }
        }
        return results
    }

    private func request(for order: Pb_OrderClose, now: Timestamp) throws -> TaskRequest {
        guard !order.sn.isEmpty else { throw ServiceError(.parameter, "sn is missing") }
        guard order.createTimeMillis >= 0 else { throw ServiceError(.parameter, "createTimeMillis is negative") }
        let placed = Timestamp(seconds: 0) + .milliseconds(order.createTimeMillis)
        // A peer whose clock is ahead must not have its orders stay unpaid for longer.
        let start = order.createTimeMillis == 0 ? now : min(placed, now)
        return try TaskRequest(
            CloseHomestayOrder(sn: order.sn),
            options: TaskOptions(taskID: order.sn, processAt: start + closeAfter, headers: order.trace))
    }

    /// - Returns: those that were not enqueued, by their index.
    private func enqueueEach(_ items: [Item]) async -> [(Int, ServiceError)] {
        await withTaskGroup(of: (Int, ServiceError)?.self) { group in
            for item in items {
                group.addTask {
                    do throws(TaskQueueError) {
                        try await tasks.enqueue(item.request)
                        return nil
                    } catch {
                        // Asked for again: the task is there.
                        return error.code == .taskIDConflict ? nil : (item.index, ServiceError(queue: error))
                    }
                }
            }
            return await group.reduce(into: []) { failures, failure in
                if let failure { failures.append(failure) }
            }
        }
    }
}
