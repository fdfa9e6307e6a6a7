import Clocks
import Redis
public import TaskQueue

extension RedisBroker {
    /// How many tasks one script changes at most, so that nobody waits for it for long.
    static let bulkBatch = 1_000

    public func apply(
        _ operation: BulkOperation, in queue: String, state: TaskState, group: String?
    ) async throws(TaskQueueError) -> Int {
        try await requireQueue(queue)
        guard operation.isAllowed(state) else {
            throw TaskQueueError(.wrongState, "\(state) tasks do not allow to \(operation) them")
        }
        guard state == .aggregating else {
            let size = try await size(of: state, in: queue)
            return try await apply(operation, queue, state, group: "", size: size)
        }
        var count = 0
        for candidate in try await sizes(ofGroupsIn: queue) where group == nil || candidate.group == group {
            count += try await apply(operation, queue, state, group: candidate.group, size: candidate.size)
        }
        return count
    }

    /// - Parameter size: how many ids the state held at first: those that join it meanwhile are left alone.
    private func apply(
        _ operation: BulkOperation, _ queue: String, _ state: TaskState, group: String, size: Int
    ) async throws(TaskQueueError) -> Int {
        var count = 0
        var rest = size
        while rest > 0 {
            let numbers = try await evaluate(
                OperationScripts.many, in: queue,
                [
                    .text(operation.rawValue), .text(state.rawValue), .text(group),
                    .integer(Int64(min(rest, Self.bulkBatch))),
                ]
            ).elements(2).map { Int($0.int ?? 0) }
            guard numbers[0] > 0 else { break }
            rest -= numbers[0]
            count += numbers[1]
            if operation == .run, numbers[1] > 0 { announceChange(.ready, in: queue) }
        }
        return count
    }

    private func size(of state: TaskState, in queue: String) async throws(TaskQueueError) -> Int {
        let key = RedisArgument.text(keys(queue).prefix + state.rawValue)
        return Int(try await send(RedisCommand(state == .pending ? "LLEN" : "ZCARD", key)).int ?? 0)
    }
}
