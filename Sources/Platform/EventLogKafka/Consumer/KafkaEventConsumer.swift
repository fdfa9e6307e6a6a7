public import EventLog
import ServiceLifecycle

/// A member of a consumer group on Kafka.
///
/// The group shares its partitions out eagerly, by range, as most of Kafka's clients do: whenever a member comes or
/// goes, each gives up all that it has and gets its new share, so that members of other programs can be in the group.
public struct KafkaEventConsumer: EventConsumer {
    let log: KafkaEventLog
    public let group: String
    public let topics: [String]
    let start: GroupStart
    let sessionTimeout: Duration
    let prefetch: Int

    var properties: [KafkaProperty] {
        log.configuration.consumerProperties(
            group: group, start: start, sessionTimeout: sessionTimeout, readAhead: prefetch)
    }

    public func run(_ body: @escaping @Sendable (any AssignedPartition) async throws -> Void) async throws {
        let session = try KafkaGroupSession(self)
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { tasks in
                tasks.addTask { await cancelWhenGracefulShutdown { await session.subscribe() } }
                for await feed in session.gained {
                    tasks.addTask { await session.serve(feed, with: body) }
                }
            }
        } onGracefulShutdown: {
            session.end()
        }
        try await session.leave()
    }
}
