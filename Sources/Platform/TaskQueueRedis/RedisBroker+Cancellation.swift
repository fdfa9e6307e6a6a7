import NIOCore
import Redis
public import TaskQueue

extension RedisBroker {
    public func cancel(_ id: String) async throws(TaskQueueError) {
        _ = try await send(RedisCommand("PUBLISH", .text(RedisKeys.cancellations), .text(id)))
    }

    public func cancellations() -> AsyncStream<String> {
        // It is subscribed here and now; the stream only passes on what comes.
        let events = client.subscribe(to: [RedisKeys.cancellations])
        return AsyncStream {
            for await event in events {
                if case .message(_, let payload) = event { return String(buffer: payload) }
            }
            return nil
        }
    }
}
