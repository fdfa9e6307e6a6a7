import Clocks
import Database
public import TaskQueue

extension SQLiteBroker {
    public func dequeue(_ request: DequeueRequest) async throws(TaskQueueError) -> Delivery {
        let now = clock.now
        let result = try await write { connection in
            var taking = Taking(request, now: now, connection: connection)
            for queue in request.queues { try taking.take(from: queue) }
            return taking.result
        }
        hub.signal(.ready, in: result.unfinished)
        hub.signal(.scheduled, in: result.postponing)
        return result.delivery
    }
}
