public import EventLog

/// Sends events to Kafka. Each is acknowledged once all replicas in sync have it; of the events of one call, those that
/// go to one partition keep their order.
///
/// Attempts that fail are repeated until ``KafkaConfiguration/messageTimeout``, without adding an event twice. When it
/// is over the event may have arrived nevertheless, and so may the events of a call that was cancelled. The offset of an
/// event is -1 where a broker had it already, because the answer to an earlier attempt was lost.
public struct KafkaEventProducer: EventProducer {
    let log: KafkaEventLog

    public func send(_ events: [Event]) async throws(EventLogError) -> [EventPosition] {
        guard !events.isEmpty else { return [] }
        for event in events { try event.validate() }
        return try await EventSending(events, system: "kafka").run { events throws(EventLogError) in
            try await append(events)
        }
    }

    private func append(_ events: [Event]) async throws(EventLogError) -> [EventPosition] {
        for event in events where !log.topicDirectory.knows(event.topic) {
            try await log.topicDirectory.provide(event.topic)
        }
        return try await log.producerConnection().send(events)
    }
}
