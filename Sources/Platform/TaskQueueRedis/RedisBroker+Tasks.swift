import Clocks
import Clocks
import Logging
import Redis
public import TaskQueue

extension RedisBroker {
    public func tasks(
        in queue: String, state: TaskState, group: String?, offset: Int, limit: Int
    ) async throws(TaskQueueError) -> [TaskInfo] {
        try await requireQueue(queue)
        guard state == .aggregating, group == nil else {
            return try await page(queue, state, group: group ?? "", offset: offset, limit: limit)
        }
        var tasks: [TaskInfo] = []
        var offset = max(offset, 0)
        var limit = limit
        for group in try await sizes(ofGroupsIn: queue) where limit > 0 {
            let count = min(group.size - offset, limit)
            if count > 0 {
                tasks += try await page(queue, state, group: group.group, offset: offset, limit: count)
                limit -= count
            }
            offset = max(offset - group.size, 0)
        }
        return tasks
    }

    public func task(_ id: String, in queue: String) async throws(TaskQueueError) -> TaskInfo {
        let reply = try await evaluate(InspectionScripts.task, in: queue, [.text(id)])
        let fields = try reply.elements(6)
        guard !fields[0].isNull || !fields[1].isNull else { throw .noTask(id, in: queue) }
        guard let state = fields[0].string.flatMap(TaskState.init(rawValue:)) else {
            throw .unreadableTask(id, in: queue, "its state is «\(fields[0].string ?? "")»")
        }
        return try TaskInfo(id: id, queue: queue, state: state, fields: fields[1...], now: clock.now)
    }

    /// How many tasks one script reads at most.
    private static let batch = 1_000
    /// No list is longer; beyond it, numbers in scripts are not exact.
    private static let lastOffset = 1 << 52

    private func page(
        _ queue: String, _ state: TaskState, group: String, offset: Int, limit: Int
    ) async throws(TaskQueueError) -> [TaskInfo] {
        var tasks: [TaskInfo] = []
        var offset = max(offset, 0)
        var limit = limit
        while limit > 0, offset < Self.lastOffset {
            let count = min(limit, Self.batch)
            let rows = try await evaluate(
                InspectionScripts.page, in: queue,
                [.text(state.rawValue), .text(group), .integer(Int64(offset)), .integer(Int64(count))]
            ).elements()
            let now = clock.now
            for row in stride(from: 0, to: rows.count - 5, by: 6) {
                let id = rows[row].string ?? ""
                do throws(TaskQueueError) {
                    tasks.append(
                        try TaskInfo(id: id, queue: queue, state: state, fields: rows[(row + 1)..<(row + 6)], now: now))
                } catch {
                    // One task that nobody can read does not hide the others.
                    logger.warning(
                        "a task is left out of a list: \(error)", metadata: ["queue": "\(queue)", "task": "\(id)"])
                }
            }
            guard rows.count == 6 * count else { break }
            offset += count
            limit -= count
        }
        return tasks
    }
}
