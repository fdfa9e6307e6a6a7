import CKafka
import Clocks
import EventLog
import Logging
import Synchronization

/// One membership of a consumer in its group, from joining to leaving.
///
/// The client's thread does all that concerns the group; the tasks that run bodies only tell it when they are done.
final class KafkaGroupSession: ClientEventHandler {
    struct State {
        /// Partitions whose bodies run, or are about to.
        var feeds: [PartitionID: KafkaPartitionFeed] = [:]
        /// The group waits until this member gives up what it has.
        var isGivingUp = false
        /// No more partitions are taken.
        var isLeaving = false
        /// Leaving has begun: no body runs any more.
        var isClosing = false
        /// What a body threw.
        var failure: (any Error)?
        var commits = CommitQueue()
    }

    /// The partitions that fall to this member. Unbounded, as it holds no more than the group has partitions: they are
    /// given up before the next ones come.
    let gained: AsyncStream<KafkaPartitionFeed>
    let gain: AsyncStream<KafkaPartitionFeed>.Continuation
    let thread: ClientThread
    let logger: Logger
    let state = Mutex(State())
    private let consumer: KafkaEventConsumer

    var group: String { consumer.group }

    /// - Throws: ``EventLogError`` with the code `invalidArgument` for a setting that librdkafka refuses.
    init(_ consumer: KafkaEventConsumer) throws(EventLogError) {
        self.consumer = consumer
        let configuration = consumer.log.configuration
        let handle = try KafkaHandle(
            .consumer, properties: configuration.commonProperties + consumer.properties,
            events: RD_KAFKA_EVENT_REBALANCE | RD_KAFKA_EVENT_OFFSET_COMMIT)
        var logger = consumer.log.logger
        logger[metadataKey: "group"] = "\(consumer.group)"
        self.logger = logger
        thread = ClientThread(handle, logger: logger)
        (gained, gain) = AsyncStream.makeStream(of: KafkaPartitionFeed.self, bufferingPolicy: .unbounded)
        thread.start(name: "kafka-consumer", handler: self)
    }

    /// Joins the group, once all topics exist. What is in the way is logged once and tried again.
    func subscribe() async {
        var lastProblem: EventLogError.Code?
        while !Task.isCancelled {
            do throws(EventLogError) {
                for topic in consumer.topics { try await consumer.log.topicDirectory.provide(topic) }
                try await thread.run { [topics = consumer.topics] handle throws(EventLogError) in
                    let list = PartitionList(topics.map { (PartitionID(topic: $0, number: -1), 0) })
                    let code = rd_kafka_subscribe(handle.client, list.pointer)
                    if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw EventLogError(code, "joining a consumer group") }
                }
                return
            } catch {
                if error.code == .closed { return }
                if error.code != lastProblem {
                    logger.warning(
                        "a consumer group cannot be joined, it will be retried", metadata: ["error": "\(error)"])
                }
                lastProblem = error.code
            }
            do { try await consumer.log.clock.sleep(for: .seconds(1)) } catch { return }
        }
    }

    /// Runs `body` on a partition.
    func serve(
        _ feed: KafkaPartitionFeed, with body: @Sendable (any AssignedPartition) async throws -> Void
    ) async {
        do {
            try await body(feed)
        } catch {
            state.withLock { $0.failure = $0.failure ?? error }
            end()
        }
        feed.close()
        state.withLock { $0.feeds[feed.id] = nil }
        thread.submit { self.proceed($0) }
    }

    /// Stops taking partitions, and lets go of those it has as their bodies return.
    func end() {
        let feeds = state.withLock { state in
            state.isLeaving = true
            return Array(state.feeds.values)
        }
        for feed in feeds { feed.finish() }
        gain.finish()
        thread.submit { self.proceed($0) }
    }

    /// Gives back everything and says good-bye. To be called when no body runs any more.
    /// - Throws: what a body threw.
    func leave() async throws {
        end()
        // Where the task was cancelled, these have come and nobody has taken them.
        let unserved = state.withLock { state in
            defer { state.feeds = [:] }
            return Array(state.feeds.values)
        }
        for feed in unserved { feed.close() }
        thread.submit { self.proceed($0) }
        await thread.waitUntilStopped()
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    /// Takes notice that the cluster sends records.
    func recordsArrived() {
        thread.trouble.succeeded()
    }

    func handle(_ event: OpaquePointer, of kind: Int32, on handle: KafkaHandle) {
        switch kind {
        case RD_KAFKA_EVENT_REBALANCE: rebalance(event, handle)
        case RD_KAFKA_EVENT_OFFSET_COMMIT: committed(event, handle)
        default: break
        }
    }
}
