import Auditing
import OrderRPC
import QueueContract
import TaskQueue

extension SystemAudit {
    /// A close task that was given up.
    struct ArchivedTask: Sendable {
        let queue: String
        let id: String
        let orderSn: String
        let error: String
    }

    /// How many tasks are asked for at a time.
    private static let concurrency = 32

    func lookAtCloseTasks(_ moment: AuditMoment, _ result: inout AuditResult) async throws {
        let queues = try await stores.queue.place.look { try await stores.queue.broker.queues() }
        var next: OrderAudit.UnpaidCursor?
        repeat {
            let page = try await stores.orders.place.look {
                try await orders.unpaidWithoutMessage(after: next, at: moment)
            }
            let missing = try await stores.queue.place.look { try await withoutTask(page.sns, in: queues) }
            result.findings.add(
                missing.map {
                    AuditFinding(
                        .closeTaskMissing, $0, "the order is unpaid, and no task is there to close it",
                        isRepairable: true)
                })
            next = page.next
        } while next != nil
        try await lookAtArchivedTasks(&result)
    }

    private func lookAtArchivedTasks(_ result: inout AuditResult) async throws {
        let tasks = try await archivedTasks()
        for start in stride(from: 0, to: tasks.count, by: 500) {
            let page = tasks[start..<min(start + 500, tasks.count)]
            let known = try await stores.orders.place.look { try await orders.orders(page.map(\.orderSn)) }
            for task in page {
                result.findings.add(
                    AuditFinding(
                        .closeTaskArchived, task.orderSn,
                        "the task \(task.id) of the queue «\(task.queue)» was given up: \(task.error)",
                        isRepairable: known[task.orderSn] != nil))
            }
        }
    }

    /// The close tasks that were given up, the first ones of each queue.
    func archivedTasks() async throws -> [ArchivedTask] {
        let pageSize = 500
        let types = [CloseHomestayOrder.taskType, CloseHomestayOrder.formerTaskType]
        return try await stores.queue.place.look {
            var archived: [ArchivedTask] = []
            for queue in try await stores.queue.broker.queues() {
                var offset = 0
                while archived.count < limit {
                    let page = try await stores.queue.broker.tasks(
                        in: queue, state: .archived, group: nil, offset: offset, limit: pageSize)
                    archived += page.filter { types.contains($0.type) }.map { task in
                        // One whose payload cannot be read was archived for just that.
                        let payload = try? task.message.decode(CloseHomestayOrder.self)
                        return ArchivedTask(
                            queue: queue, id: task.id, orderSn: payload?.sn ?? task.id,
                            error: task.message.lastError ?? "archived by hand")
                    }
                    offset += pageSize
                    if page.isEmpty { break }
                }
            }
            return archived
        }
    }

    /// Those of the orders that no queue has a task for, in whatever state.
    private func withoutTask(_ sns: [String], in queues: [String]) async throws -> [String] {
        try await withThrowingTaskGroup(of: String?.self) { group in
            var missing: [String] = []
            for (index, sn) in sns.enumerated() {
                if index >= Self.concurrency, let result = try await group.next(), let sn = result {
                    missing.append(sn)
                }
                group.addTask { try await hasTask(sn, in: queues) ? nil : sn }
            }
            for try await case let sn? in group { missing.append(sn) }
            return missing.sorted()
        }
    }

    private func hasTask(_ sn: String, in queues: [String]) async throws -> Bool {
        for queue in queues {
            do throws(TaskQueueError) {
                _ = try await stores.queue.broker.task(sn, in: queue)
                return true
            } catch {
                guard error.code == .notFound else { throw error }
            }
        }
        return false
    }
}
