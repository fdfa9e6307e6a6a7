import Clocks
import EventLog
import TestSupport
import Testing

@testable import EventLogKafka

@Suite("the configuration of Kafka") struct KafkaConfigurationTests {
    private func configuration(_ change: (inout KafkaConfiguration) -> Void = { _ in }) throws -> KafkaConfiguration {
        var configuration = try KafkaConfiguration(brokers: "a:9092,b:9093")
        change(&configuration)
        return configuration
    }

    private func properties(_ change: (inout KafkaConfiguration) -> Void = { _ in }) throws -> [String: String] {
        Dictionary(uniqueKeysWithValues: try configuration(change).commonProperties.map { ($0.name, $0.value) })
    }

    @Test("is taken as it is by default")
    func defaults() async throws {
        let log = try KafkaEventLog(configuration(), logger: quietLogger)
        await log.close()
    }

    @Test("says how connections are secured")
    func security() throws {
        let credentials = KafkaCredentials(mechanism: .scramSHA256, user: "me", password: "secret")
        let plain = try properties()
        #expect(plain["security.protocol"] == "plaintext" && plain["bootstrap.servers"] == "a:9092,b:9093")
        let tls = try properties {
            $0.tls = KafkaTLS(authorityFile: "/ca", certificateFile: "/c", privateKeyFile: "/k")
        }
        #expect(tls["security.protocol"] == "ssl" && tls["ssl.ca.location"] == "/ca")
        #expect(tls["ssl.certificate.location"] == "/c" && tls["ssl.key.location"] == "/k")
        #expect(tls["enable.ssl.certificate.verification"] == "true")
        #expect(tls["ssl.endpoint.identification.algorithm"] == "https")
        let nameless = try properties { $0.tls = KafkaTLS(verification: .certificate) }
        #expect(nameless["enable.ssl.certificate.verification"] == "true")
        #expect(nameless["ssl.endpoint.identification.algorithm"] == "none")
        let trusting = try properties { $0.tls = KafkaTLS(verification: .none) }
        #expect(trusting["enable.ssl.certificate.verification"] == "false")
        let signed = try properties { $0.credentials = credentials }
        #expect(signed["security.protocol"] == "sasl_plaintext" && signed["sasl.mechanism"] == "SCRAM-SHA-256")
        #expect(signed["sasl.username"] == "me" && signed["sasl.password"] == "secret")
        let both = try properties {
            $0.tls = KafkaTLS()
            $0.credentials = credentials
        }
        #expect(both["security.protocol"] == "sasl_ssl")
    }

    @Test("each mechanism is one that librdkafka knows", arguments: KafkaCredentials.Mechanism.allCases)
    func mechanisms(mechanism: KafkaCredentials.Mechanism) async throws {
        let log = try KafkaEventLog(
            configuration {
                $0.credentials = KafkaCredentials(mechanism: mechanism, user: "u", password: "p")
                $0.tls = KafkaTLS()
            }, logger: quietLogger)
        await log.close()
    }

    @Test("never shows a password")
    func description() throws {
        let configuration = try configuration {
            $0.credentials = KafkaCredentials(mechanism: .plain, user: "me", password: "secret")
        }
        var dumped = ""
        dump(configuration, to: &dumped)
        dump(configuration.credentials, to: &dumped)
        for text in [
            "\(configuration)", String(reflecting: configuration), String(describing: configuration.credentials),
            String(reflecting: configuration.credentials), dumped,
        ] {
            #expect(!text.contains("secret"))
        }
        #expect("\(configuration)" == "Kafka at a:9092,b:9093, as me")
    }

    private static let refusals: [(String, @Sendable (inout KafkaConfiguration) -> Void)] = [
        ("session", { $0.sessionTimeout = .zero }),
        ("session", { $0.sessionTimeout = .seconds(1801) }),
        ("rebalance", { $0.rebalanceTimeout = .seconds(9) }),
        ("message", { $0.messageTimeout = .milliseconds(99) }),
        ("request", { $0.requestTimeout = .seconds(301) }),
        ("fetch", { $0.longestFetchWait = .zero }),
        ("KiB", { $0.readAheadKiB = 0 }),
        ("partitions", { $0.partitions = 0 }),
        ("partitions", { $0.partitions = 10_001 }),
        ("replication", { $0.replication = 0 }),
        ("name", { $0.clientID = "" }),
        ("password", { $0.credentials = KafkaCredentials(mechanism: .plain, user: "u", password: "") }),
        ("user", { $0.credentials = KafkaCredentials(mechanism: .plain, user: "", password: "p") }),
        ("/nope/ca.pem", { $0.tls = KafkaTLS(authorityFile: "/nope/ca.pem") }),
        ("together", { $0.tls = KafkaTLS(certificateFile: "/etc/hostname") }),
        ("/nope/k", { $0.tls = KafkaTLS(certificateFile: "/etc/hostname", privateKeyFile: "/nope/k") }),
        // Files that are there and hold something else are for librdkafka to find.
        ("ssl.ca.location", { $0.tls = KafkaTLS(authorityFile: "/etc/hostname") }),
    ]

    @Test("is refused with the culprit's name", arguments: refusals.indices)
    func refused(index: Int) throws {
        let (named, change) = Self.refusals[index]
        let error = try #require(
            #expect(throws: EventLogError.self) { _ = try KafkaEventLog(configuration(change), logger: quietLogger) })
        #expect(error.code == .invalidArgument)
        #expect(error.message.contains(named), "\(error.message)")
    }

    @Test("a consumer's time-out and read-ahead are checked as well")
    func consumer() async throws {
        let log = try KafkaEventLog(configuration(), logger: quietLogger)
        #expect(throws: EventLogError.self) {
            _ = try log.consumer(group: "g", topics: ["t"], sessionTimeout: .milliseconds(999))
        }
        #expect(throws: EventLogError.self) { _ = try log.consumer(group: "g", topics: ["t"], prefetch: 0) }
        await log.close()
    }
}
