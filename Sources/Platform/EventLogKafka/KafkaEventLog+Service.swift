public import EventLog
public import ServiceLifecycle

extension KafkaEventLog: EventBackend, Service {
    public func consumer(group: String, topics: [String]) throws(EventLogError) -> KafkaEventConsumer {
        try consumer(group: group, topics: topics, start: .earliest)
    }

    /// Returns when a broker answers, within the configuration's time-out of a request.
    public func check() async throws(EventLogError) {
        try await check(within: configuration.requestTimeout)
    }

    /// Does nothing until graceful shutdown or cancellation: a cluster needs no upkeep from here.
    public func run() async throws {
        do { try await gracefulShutdown() } catch is CancellationError {}
    }
}
