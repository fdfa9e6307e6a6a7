import Settings

extension SettingNames {
    static let eventsBackend = Setting<EventsBackendName>.choice(
        "events.backend", default: .embedded,
        """
        Where events are kept: `embedded` is a file in the data directory, `kafka` the cluster of \
        events.kafka.brokers.
        """)
    static let kafkaBrokers = Setting<String?>.optionalString(
        "events.kafka.brokers", expecting: "host:port, or several as host:port,host:port",
        "Brokers of the Kafka cluster, of which one that answers is enough to begin with.")
    static let kafkaSecurity = Setting<KafkaSecurity>.choice(
        "events.kafka.security", default: .plaintext,
        "How brokers are talked to: `tls` and `sasl-tls` encrypt, the two with `sasl` sign in with user and password.")
    static let kafkaCAFile = Setting<String?>.optionalString(
        "events.kafka.caFile", expecting: "the path of a file",
        "The certificate authorities (PEM) that encrypted brokers are trusted by; the system's unless set.")
    static let kafkaCertificateFile = Setting<String?>.optionalString(
        "events.kafka.certificateFile", expecting: "the path of a file",
        "Our certificate (PEM), for brokers that ask for one.")
    static let kafkaKeyFile = Setting<String?>.optionalString(
        "events.kafka.keyFile", expecting: "the path of a file", "The private key (PEM) of our certificate.")
    static let kafkaMechanism = Setting<KafkaMechanism>.choice(
        "events.kafka.mechanism", default: .scramSHA512,
        "How the password is proved. `PLAIN` sends it as it is, so it belongs on encrypted connections.")
    static let kafkaUser = Setting<String?>.optionalString("events.kafka.user", "As whom to sign in to the brokers.")
    static let kafkaPassword = Setting<SecretText?>.secret("events.kafka.password", "The password of the user.")

    static let kafkaVerification = Setting<KafkaVerification>.choice(
        "events.kafka.verification", default: .full,
        """
        What is checked of encrypted brokers: `full` that a trusted authority signed their certificate for the name they \
        are reached by, `authority` only the former, `none` nothing, so that anyone in between can listen.
        """)
    static let kafkaPartitions = Setting<Int>.integer(
        "events.kafka.partitions", default: 8, in: 1...10_000,
        "How many partitions a topic gets that is made here. Topics that exist keep theirs.")
    static let kafkaReplication = Setting<Int?>(
        "events.kafka.replication", default: nil, defaultText: "auto", expecting: "auto or an integer from 1 to 100",
        "How many brokers keep each partition of a topic that is made here; `auto` leaves it to the cluster."
    ) { text in
        if text == "auto" { return .some(nil) }
        guard let number = Int(text), "\(number)" == text, (1...100).contains(number) else { return nil }
        return number
    }
    static let kafkaSessionTimeout = Setting<Duration>.duration(
        "events.kafka.sessionTimeout", default: .seconds(10), in: .seconds(6) ... .seconds(1800),
        "After how much silence the partitions of an order-mq go to the others.")
    static let kafkaMessageTimeout = Setting<Duration>.duration(
        "events.kafka.messageTimeout", default: .seconds(10), in: .seconds(1) ... .seconds(3600),
        "How long an event may take until all replicas in sync have it; after that sending it has failed.")

    static let events: [any AnySetting] = [
        eventsBackend, kafkaBrokers, kafkaSecurity, kafkaCAFile, kafkaCertificateFile, kafkaKeyFile, kafkaVerification,
        kafkaMechanism, kafkaUser, kafkaPassword, kafkaPartitions, kafkaReplication, kafkaSessionTimeout,
        kafkaMessageTimeout,
    ]
}

/// Where events are kept.
enum EventsBackendName: String, CaseIterable, Sendable {
    case embedded, kafka
}

/// How brokers are talked to.
enum KafkaSecurity: String, CaseIterable, Sendable {
    case plaintext, tls, sasl
    case saslTLS = "sasl-tls"

    var isEncrypted: Bool { self == .tls || self == .saslTLS }
    var signsIn: Bool { self == .sasl || self == .saslTLS }
}

/// How a password is proved to a broker.
enum KafkaMechanism: String, CaseIterable, Sendable {
    case plain = "PLAIN"
    case scramSHA256 = "SCRAM-SHA-256"
    case scramSHA512 = "SCRAM-SHA-512"
}

/// What is checked of an encrypted broker.
enum KafkaVerification: String, CaseIterable, Sendable {
    case full, authority, none
}
