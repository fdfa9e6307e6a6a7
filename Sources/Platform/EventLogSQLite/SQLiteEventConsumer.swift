public import EventLog
import ServiceLifecycle

/// A member of a consumer group of a ``SQLiteEventLog``.
public struct SQLiteEventConsumer: EventConsumer {
    let log: SQLiteEventLog
    public let group: String
    public let topics: [String]
    let start: GroupStart
    let sessionTimeout: Duration
    let prefetch: Int

    public func run(_ body: @escaping @Sendable (any AssignedPartition) async throws -> Void) async throws {
        let session = GroupSession(self)
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { ticker in
                ticker.addTask { await session.tick() }
                await withDiscardingTaskGroup { bodies in
                    for await _ in session.wakes {
                        for feed in await session.advance() {
                            bodies.addTask { await session.serve(feed, with: body) }
                        }
                        if session.isOver { break }
                    }
                }
                ticker.cancelAll()
            }
        } onGracefulShutdown: {
            session.end()
        }
        try await session.leave()
    }
}
