import Clocks
import EventLog

/// A property of librdkafka's, by the name that its documentation uses.
typealias KafkaProperty = (name: String, value: String)

extension KafkaConfiguration {
    /// What every client needs to know.
    var commonProperties: [KafkaProperty] {
        [
            ("bootstrap.servers", brokers.description),
            ("client.id", clientID),
            // Log lines come with the other events, instead of going to the standard error.
            ("log.queue", "true"),
            // A connection that has nothing to say is closed by every broker sooner or later: no trouble.
            ("log.connection.close", "false"),
            ("socket.keepalive.enable", "true"),
            ("socket.connection.setup.timeout.ms", "5000"),
            ("reconnect.backoff.ms", "50"),
            ("reconnect.backoff.max.ms", "1000"),
            ("topic.metadata.refresh.interval.ms", "60000"),
        ] + securityProperties
    }

    /// What a producer needs to know beyond that.
    var producerProperties: [KafkaProperty] {
        [
            // All replicas in sync have the event before it counts as sent, and an attempt that is repeated because its
            // answer was lost adds nothing.
            ("enable.idempotence", "true"),
            ("acks", "all"),
            ("message.timeout.ms", "\(messageTimeout.milliseconds)"),
            // While requests are under way events gather anyway: to wait would only delay those that come alone.
            ("linger.ms", "0"),
            // Keys go by the log's own partitioner, and so do events without one.
            ("sticky.partitioning.linger.ms", "0"),
            ("message.max.bytes", "\(Self.maximumMessageBytes)"),
            // The producer's gate lets fewer in, so that these are never reached.
            ("queue.buffering.max.messages", "\(2 * ProducerGate.maximumEvents)"),
            ("queue.buffering.max.kbytes", "\(2 * ProducerGate.maximumBytes / 1024)"),
        ]
    }

    /// What a member of a group needs to know beyond that.
    func consumerProperties(
        group: String, start: GroupStart, sessionTimeout: Duration, readAhead: Int
    ) -> [KafkaProperty] {
        [
            ("group.id", group),
            ("auto.offset.reset", start == .earliest ? "earliest" : "latest"),
            ("enable.auto.commit", "false"),
            ("enable.auto.offset.store", "false"),
            // What Kafka's other clients offer by default, so that a group may have members of other programs while one
            // takes over from another. A cooperative assignment would refuse them.
            ("partition.assignment.strategy", "range,roundrobin"),
            ("session.timeout.ms", "\(sessionTimeout.milliseconds)"),
            ("heartbeat.interval.ms", "\(max(sessionTimeout.milliseconds / 4, 100))"),
            ("max.poll.interval.ms", "\(max(rebalanceTimeout, sessionTimeout).milliseconds)"),
            ("coordinator.query.interval.ms", "10000"),
            ("fetch.wait.max.ms", "\(longestFetchWait.milliseconds)"),
            ("queued.min.messages", "\(readAhead)"),
            ("queued.max.messages.kbytes", "\(readAheadKiB)"),
        ]
    }

    /// What the client that answers questions needs to know beyond that.
    var inspectorProperties: [KafkaProperty] {
        [
            // Groups are asked for by name; this one is never joined.
            ("group.id", "\(clientID)-inspector"),
            ("enable.auto.commit", "false"),
            ("enable.partition.eof", "true"),
            ("auto.offset.reset", "error"),
            ("fetch.wait.max.ms", "100"),
        ]
    }

    /// The largest batch of records that a topic takes: the largest event that any topic takes, and what goes around it.
    static let maximumMessageBytes = Event.maximumSize + Event.deadLetterAllowance + 16 * 1024

    private var securityProperties: [KafkaProperty] {
        var properties: [KafkaProperty] = []
        switch (tls, credentials) {
        case (nil, nil): properties.append(("security.protocol", "plaintext"))
        case (.some, nil): properties.append(("security.protocol", "ssl"))
        case (nil, .some): properties.append(("security.protocol", "sasl_plaintext"))
        case (.some, .some): properties.append(("security.protocol", "sasl_ssl"))
        }
        if let tls {
            if let file = tls.authorityFile { properties.append(("ssl.ca.location", file)) }
            if let file = tls.certificateFile { properties.append(("ssl.certificate.location", file)) }
            if let file = tls.privateKeyFile { properties.append(("ssl.key.location", file)) }
            properties += [
                ("enable.ssl.certificate.verification", tls.verification == .none ? "false" : "true"),
                ("ssl.endpoint.identification.algorithm", tls.verification == .certificateAndName ? "https" : "none"),
            ]
        }
        if let credentials {
            properties += [
                ("sasl.mechanism", credentials.mechanism.rawValue), ("sasl.username", credentials.user),
                ("sasl.password", credentials.password),
            ]
        }
        return properties
    }
}

extension Duration {
    /// Whole milliseconds, at least 1 for any time that is more than none.
    var milliseconds: Int {
        max(Int(wholeNanoseconds / 1_000_000), self > .zero ? 1 : 0)
    }
}
