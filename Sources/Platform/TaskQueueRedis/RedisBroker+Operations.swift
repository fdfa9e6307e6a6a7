import Clocks
import Redis
public import TaskQueue

extension RedisBroker {
    public func run(_ id: String, in queue: String) async throws(TaskQueueError) {
        try await operate(.run, id, queue)
        announceChange(.ready, in: queue)
    }

    public func archive(_ id: String, in queue: String) async throws(TaskQueueError) {
        try await operate(.archive, id, queue)
    }

    public func delete(_ id: String, in queue: String) async throws(TaskQueueError) {
        try await operate(.delete, id, queue)
    }

    private func operate(
        _ operation: BulkOperation, _ id: String, _ queue: String
    ) async throws(TaskQueueError) {
        let states = TaskState.allCases.filter(operation.isAllowed)
        let outcome = try await evaluate(
            OperationScripts.one, in: queue,
            [.text(operation.rawValue), .text(id)] + states.map { .text($0.rawValue) }
        ).string
        switch outcome {
        case "done": return
        case "": throw .noTask(id, in: queue)
        case "set":
            throw TaskQueueError(.wrongState, "the task «\(id)» in the queue «\(queue)» is being aggregated just now")
        case let state:
            throw TaskQueueError(
                .wrongState,
                "the task «\(id)» in the queue «\(queue)» is \(state ?? "?"), which does not allow to \(operation) it")
        }
    }

    public func replacePayload(
        of id: String, in queue: String, with payload: [UInt8]
    ) async throws(TaskQueueError) {
        while true {
            let fields = try await send(
                RedisCommand("HMGET", .text(keys(queue).task(id)), .text(TaskFields.state), .text(TaskFields.message))
            ).elements(2)
            guard let state = fields[0].string else { throw .noTask(id, in: queue) }
            guard state == TaskState.scheduled.rawValue else {
                throw TaskQueueError(
                    .wrongState, "the task «\(id)» in the queue «\(queue)» is \(state), not scheduled")
            }
            guard let bytes = fields[1].buffer else {
                throw .unreadableTask(id, in: queue, "its message is missing")
            }
            var message: TaskMessage
            do throws(ProtobufError) {
                message = try TaskMessage(encoded: bytes)
            } catch {
                throw .unreadableTask(id, in: queue, "\(error)")
            }
            message.payload = payload
            let arguments: [RedisArgument] = [.text(id), .buffer(bytes), .bytes(message.encoded())]
            // Where somebody else was faster, the next round sees what has become of the task.
            if try await evaluate(OperationScripts.replaceMessage, in: queue, arguments).int == 1 { return }
        }
    }
}

extension BulkOperation {
    /// Whether tasks in the state may be run, archived or deleted.
    func isAllowed(_ state: TaskState) -> Bool {
        switch (self, state) {
        case (_, .active): false
        case (.delete, _): true
        case (_, .completed): false
        case (.run, .pending), (.archive, .archived): false
        case (.run, _), (.archive, _): true
        }
    }
}
