import CKafka
import EventLog
import Logging
import Synchronization

/// One producer of librdkafka: what events go through until it is closed or fails for good.
final class ProducerConnection: ClientEventHandler {
    private enum Phase {
        case open
        /// librdkafka refuses further events since the brokers contradicted what it knew of its own.
        case broken
        case closed
    }

    let trouble: KafkaTrouble
    private let handle: KafkaHandle
    private let thread: ClientThread
    private let gate: ProducerGate
    private let logger: Logger
    /// Held while librdkafka takes an event, so that the client is not destroyed meanwhile.
    private let phase = Mutex(Phase.open)
    /// Kept for librdkafka, which asks it for partitions.
    private let partitioner: EventPartitioner

    init(
        _ configuration: KafkaConfiguration, partitioner: EventPartitioner, gate: ProducerGate = ProducerGate(),
        logger: Logger
    ) throws(EventLogError) {
        self.partitioner = partitioner
        self.gate = gate
        self.logger = logger
        handle = try KafkaHandle(
            .producer, properties: configuration.commonProperties + configuration.producerProperties,
            events: RD_KAFKA_EVENT_DR
        ) { KeyPartitioner.install(partitioner, in: $0) }
        thread = ClientThread(handle, logger: logger)
        trouble = thread.trouble
        thread.start(name: "kafka-producer", handler: self)
    }

    var isOpen: Bool {
        phase.withLock { $0 == .open }
    }

    /// Sends events and returns where they stand, once all replicas in sync have them.
    func send(_ events: [Event]) async throws(EventLogError) -> [EventPosition] {
        let delivery = Delivery(count: events.count)
        for (index, event) in events.enumerated() {
            do throws(EventLogError) {
                try await gate.enter(event.size)
                try produce(event, DeliveryTicket(delivery, index: index, size: event.size))
            } catch {
                delivery.giveUp(events.count - index, error)
                break
            }
        }
        return try await delivery.wait()
    }

    /// Hands an event to librdkafka; its report comes later. On an error the room at the gate has been given back.
    private func produce(_ event: Event, _ ticket: DeliveryTicket) throws(EventLogError) {
        let opaque = Unmanaged.passRetained(ticket)
        let headers = MessageHeaders.make(event.headers)
        let code = phase.withLock { phase in
            switch phase {
            case .closed: RD_KAFKA_RESP_ERR__DESTROY
            case .broken: RD_KAFKA_RESP_ERR__FATAL
            case .open: enqueue(event, headers, opaque.toOpaque())
            }
        }
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        opaque.release()
        if let headers { rd_kafka_headers_destroy(headers) }
        gate.leave(ticket.size)
        throw EventLogError(code, "sending an event to «\(event.topic)»", reason: trouble.reason)
    }

    private func enqueue(
        _ event: Event, _ headers: OpaquePointer?, _ opaque: UnsafeMutableRawPointer
    ) -> rd_kafka_resp_err_t {
        event.value.withNonNullBytes { value in
            guard var key = event.key else {
                return ckafka_produce(
                    handle.client, event.topic, nil, 0, value.baseAddress, value.count, headers, opaque)
            }
            return key.withUTF8 { key in
                // A string without characters has an address as well.
                ckafka_produce(
                    handle.client, event.topic, key.baseAddress, key.count, value.baseAddress, value.count, headers,
                    opaque)
            }
        }
    }

    func handle(_ event: OpaquePointer, of kind: Int32, on handle: KafkaHandle) {
        switch kind {
        case RD_KAFKA_EVENT_DR:
            while let message = rd_kafka_event_message_next(event) { report(message) }
        case RD_KAFKA_EVENT_ERROR where rd_kafka_event_error(event) == RD_KAFKA_RESP_ERR__FATAL: breakDown(handle)
        default: break
        }
    }

    private func report(_ message: UnsafePointer<rd_kafka_message_t>) {
        guard let opaque = message.pointee._private else { return }
        let ticket = Unmanaged<DeliveryTicket>.fromOpaque(opaque).takeRetainedValue()
        gate.leave(ticket.size)
        let topic = String(cString: rd_kafka_topic_name(message.pointee.rkt))
        guard message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
            ticket.delivery.report(
                ticket.index,
                .failure(
                    EventLogError(message.pointee.err, "sending an event to «\(topic)»", reason: trouble.reason)))
            return
        }
        trouble.succeeded()
        // A broker that has the event already, because its first answer was lost, does not say where.
        let offset = max(message.pointee.offset, -1)
        ticket.delivery.report(
            ticket.index,
            .success(EventPosition(topic: topic, partition: Int(message.pointee.partition), offset: offset)))
    }

    /// Takes notice of an error after which librdkafka takes no more events: another connection has to follow.
    private func breakDown(_ handle: KafkaHandle) {
        var code = RD_KAFKA_RESP_ERR_NO_ERROR
        let reason = withErrorText { text, size in
            code = rd_kafka_fatal_error(handle.client, text, size)
        }
        let isNews = phase.withLock { phase in
            defer { if phase == .open { phase = .broken } }
            return phase == .open
        }
        guard isNews else { return }
        logger.error(
            "the Kafka producer failed for good, a new one takes its place",
            metadata: ["error": "\(reason)", "code": "\(KafkaError(code).name)"])
        close(patience: .zero)
    }

    /// Sends what is under way, for as long as `patience`, and lets go of the client; what is left then fails with the
    /// code `closed`. Returns at once.
    func close(patience: Duration) {
        phase.withLock { $0 = $0 == .broken ? .broken : .closed }
        thread.submit { [self] handle in
            flush(handle, until: .now + patience)
            rd_kafka_purge(handle.client, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT)
            // Each event gets its report, be it that it was purged; the limit is for a librdkafka that breaks its word.
            flush(handle, until: .now + .seconds(5))
            thread.stop()
        }
    }

    /// Returns when the client is gone.
    func waitUntilClosed() async {
        await thread.waitUntilStopped()
    }

    /// Takes reports until there is nothing under way.
    private func flush(_ handle: KafkaHandle, until deadline: ContinuousClock.Instant) {
        while rd_kafka_outq_len(handle.client) > 0, .now < deadline {
            guard let event = rd_kafka_queue_poll(handle.queue, 50) else { continue }
            if rd_kafka_event_type(event) == RD_KAFKA_EVENT_DR { self.handle(event, of: RD_KAFKA_EVENT_DR, on: handle) }
            rd_kafka_event_destroy(event)
        }
    }
}
