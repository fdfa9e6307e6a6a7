import Foundation
import Redis
public import TaskQueue

extension RedisBroker {
    public func deleteQueue(_ queue: String, force: Bool) async throws(TaskQueueError) {
        try await requireQueue(queue)
        let outcome = try await evaluate(
            DeletionScripts.retire, in: queue, [.integer(force ? 1 : 0), .text(UUID().uuidString)]
        ).string
        guard outcome == "done" else {
            throw TaskQueueError(
                .wrongState,
                "the queue «\(queue)» has \(outcome == "active" ? "active tasks" : "tasks"), it is not deleted")
        }
        let batch: [RedisArgument] = [.integer(Int64(Self.bulkBatch))]
        while try await evaluate(DeletionScripts.deleteRetired, in: queue, batch).int == 1 {}
        try await sweep(queue)
        // Last, so that a deletion that was cut short can be repeated.
        _ = try await send(RedisCommand("SREM", .text(RedisKeys.queues), .text(queue)))
        registrations.remove(queue)
    }

    /// Finds the keys whose names nothing tells: locks, days, limits.
    private func sweep(_ queue: String) async throws(TaskQueueError) {
        let pattern = keys(queue).prefix.escapedForMatch + "*"
        var cursor = "0"
        repeat {
            let reply = try await evaluate(
                DeletionScripts.scanKeys, in: queue, [.text(cursor), .text(pattern), .integer(Int64(Self.bulkBatch))]
            ).elements(2)
            let keys = try reply[1].elements().compactMap(\.buffer)
            if !keys.isEmpty { _ = try await evaluate(DeletionScripts.sweepKeys, in: queue, keys.map { .buffer($0) }) }
            cursor = reply[0].string ?? "0"
        } while cursor != "0"
    }
}

extension String {
    /// The text as a pattern of `SCAN` that matches itself alone.
    fileprivate var escapedForMatch: String {
        reduce(into: "") { pattern, character in
            if "*?[]^\\".contains(character) { pattern += "\\" }
            pattern.append(character)
        }
    }
}
