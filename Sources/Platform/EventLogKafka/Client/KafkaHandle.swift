import CKafka
import EventLog

/// A client of librdkafka and the queue on which everything arrives that it has to say.
///
/// Sendable because librdkafka locks for itself: any thread may use a client until it is destroyed. Who may still hold
/// one when that happens is for ``ClientThread`` to see to.
struct KafkaHandle: @unchecked Sendable {
    let client: OpaquePointer
    let queue: OpaquePointer

    enum Kind {
        case producer, consumer
    }

    /// Makes a client. It begins to connect at once, in threads of its own.
    /// - Parameters:
    ///   - events: which kinds of events are to arrive on the queue, beside errors and log lines.
    ///   - configure: does to the configuration what properties cannot.
    /// - Throws: ``EventLogError`` with the code `invalidArgument`, for a property or file that librdkafka refuses.
    init(
        _ kind: Kind, properties: [KafkaProperty], events: Int32, configure: (OpaquePointer) -> Void = { _ in }
    ) throws(EventLogError) {
        guard let configuration = rd_kafka_conf_new() else { Self.outOfMemory() }
        do {
            for (name, value) in properties { try Self.set(name, value, in: configuration) }
        } catch {
            rd_kafka_conf_destroy(configuration)
            throw error
        }
        configure(configuration)
        rd_kafka_conf_set_events(configuration, events | RD_KAFKA_EVENT_ERROR | RD_KAFKA_EVENT_LOG)
        let type = kind == .producer ? RD_KAFKA_PRODUCER : RD_KAFKA_CONSUMER
        var client: OpaquePointer?
        let reason = withErrorText { text, size in
            client = rd_kafka_new(type, configuration, text, size)
        }
        guard let client else {
            rd_kafka_conf_destroy(configuration)
            throw EventLogError(.invalidArgument, "Kafka's settings are refused: \(reason)")
        }
        self.client = client
        guard let queue = rd_kafka_queue_new(client) else { Self.outOfMemory() }
        self.queue = queue
        forwardEverything(of: kind)
    }

    /// Leaves nothing of the client. Blocks until its threads have ended.
    func destroy() {
        rd_kafka_queue_destroy(queue)
        rd_kafka_destroy_flags(client, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE)
    }

    /// One queue for all there is: errors, log lines, delivery reports, and the news of a group.
    private func forwardEverything(of kind: Kind) {
        rd_kafka_set_log_queue(client, queue)
        if kind == .consumer {
            rd_kafka_poll_set_consumer(client)
            forward(rd_kafka_queue_get_consumer(client))
        } else {
            forward(rd_kafka_queue_get_main(client))
        }
    }

    private func forward(_ source: OpaquePointer?) {
        rd_kafka_queue_forward(source, queue)
        rd_kafka_queue_destroy(source)
    }

    private static func set(
        _ name: String, _ value: String, in configuration: OpaquePointer
    ) throws(EventLogError) {
        var result = RD_KAFKA_CONF_OK
        let reason = withErrorText { text, size in
            result = rd_kafka_conf_set(configuration, name, value, text, size)
        }
        guard result == RD_KAFKA_CONF_OK else {
            // librdkafka repeats the value in its reason.
            let shown = name == "sasl.password" ? "the value is not accepted" : reason
            throw EventLogError(.invalidArgument, "Kafka's setting \(name) is refused: \(shown)")
        }
    }

    private static func outOfMemory() -> Never {
        fatalError("librdkafka could not allocate memory")
    }
}

/// Runs `body` with room for a text that librdkafka writes, and returns the text.
func withErrorText(_ body: (UnsafeMutablePointer<CChar>, Int) -> Void) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
        buffer.initialize(repeating: 0)
        guard let start = buffer.baseAddress else { return "" }
        body(start, buffer.count)
        return String(cString: start)
    }
}
