import EventLogKafka
import Settings
import TestSupport
import Testing

@testable import sojourn

@Suite("Where the events are")
struct EventsLocationTests {
    private func settings(_ variables: [String: String]) throws -> SojournSettings {
        var environment: [String: String] = [:]
        for (name, value) in variables { environment["SOJOURN_EVENTS_\(name)"] = value }
        return try SojournSettings(file: nil, environment: environment)
    }

    private func kafka(_ variables: [String: String]) throws -> KafkaConfiguration {
        let given = ["BACKEND": "kafka", "KAFKA_BROKERS": "a:1,b:2"]
        let events = try settings(given.merging(variables) { $1 }).events
        guard case .kafka(let configuration) = events else {
            Issue.record("the events are not on Kafka")
            return try KafkaConfiguration(brokers: "a")
        }
        return configuration
    }

    @Test("is a file unless Kafka is asked for, even where brokers are set")
    func embedded() throws {
        guard case .file = try settings(["KAFKA_BROKERS": "a:1"]).events else {
            Issue.record("the events are not in a file")
            return
        }
    }

    @Test("is the cluster of the brokers, talked to in the open by default")
    func plain() throws {
        let configuration = try kafka([:])
        #expect(configuration.brokers.description == "a:1,b:2")
        #expect(configuration.tls == nil && configuration.credentials == nil)
        #expect(configuration.clientID == "sojourn")
        #expect(configuration.partitions == 8 && configuration.replication == nil)
        #expect(configuration.sessionTimeout == .seconds(10) && configuration.messageTimeout == .seconds(10))
    }

    @Test("may have to be signed in to, and be encrypted")
    func secured() throws {
        // Any file that can be read.
        let file = "/etc/hostname"
        let configuration = try kafka([
            "KAFKA_SECURITY": "sasl-tls", "KAFKA_CA_FILE": file, "KAFKA_CERTIFICATE_FILE": file, "KAFKA_KEY_FILE": file,
            "KAFKA_USER": "me", "KAFKA_PASSWORD": "secret", "KAFKA_MECHANISM": "SCRAM-SHA-256",
        ])
        #expect(
            configuration.tls
                == KafkaTLS(authorityFile: file, certificateFile: file, privateKeyFile: file))
        #expect(
            configuration.credentials
                == KafkaCredentials(mechanism: .scramSHA256, user: "me", password: "secret"))
        let lax = try kafka(["KAFKA_SECURITY": "tls", "KAFKA_VERIFICATION": "authority"])
        #expect(lax.tls?.verification == .certificate && lax.credentials == nil)
        #expect(
            try kafka(["KAFKA_SECURITY": "tls", "KAFKA_VERIFICATION": "none"]).tls?.verification
                == KafkaTLS.Verification.none)
    }

    @Test("has topics made and times kept as told")
    func tuned() throws {
        let configuration = try kafka([
            "KAFKA_PARTITIONS": "24", "KAFKA_REPLICATION": "3", "KAFKA_SESSION_TIMEOUT": "20m",
            "KAFKA_MESSAGE_TIMEOUT": "1s",
        ])
        #expect(configuration.partitions == 24 && configuration.replication == 3)
        #expect(configuration.sessionTimeout == .seconds(1200) && configuration.messageTimeout == .seconds(1))
        #expect(configuration.rebalanceTimeout >= configuration.sessionTimeout)
    }

    @Test(
        "is refused by the names of the settings, and no password is shown",
        arguments: [
            (["KAFKA_BROKERS": ""], ["events.kafka.brokers"]),
            (["KAFKA_BROKERS": "a:0"], ["SOJOURN_EVENTS_KAFKA_BROKERS", "events.kafka.brokers", "«0»"]),
            (["KAFKA_BROKERS": "me:secret@a:1"], ["SOJOURN_EVENTS_KAFKA_BROKERS", "«@»"]),
            (["KAFKA_CA_FILE": "/ca"], ["SOJOURN_EVENTS_KAFKA_CA_FILE", "events.kafka.security", "tls"]),
            (["KAFKA_VERIFICATION": "none"], ["SOJOURN_EVENTS_KAFKA_VERIFICATION", "events.kafka.security"]),
            (["KAFKA_SECURITY": "tls", "KAFKA_CA_FILE": "/nope/ca"], ["events.kafka.caFile", "/nope/ca"]),
            (
                ["KAFKA_SECURITY": "tls", "KAFKA_KEY_FILE": "/etc/hostname"],
                ["SOJOURN_EVENTS_KAFKA_KEY_FILE", "events.kafka.certificateFile"]
            ),
            (["KAFKA_USER": "me"], ["SOJOURN_EVENTS_KAFKA_USER", "events.kafka.security", "sasl"]),
            (["KAFKA_PASSWORD": "secret"], ["SOJOURN_EVENTS_KAFKA_PASSWORD", "events.kafka.security"]),
            (["KAFKA_SECURITY": "sasl"], ["SOJOURN_EVENTS_KAFKA_SECURITY", "SOJOURN_EVENTS_KAFKA_USER"]),
            (["KAFKA_SECURITY": "sasl", "KAFKA_USER": "me"], ["SOJOURN_EVENTS_KAFKA_PASSWORD"]),
            (["KAFKA_SECURITY": "ssl"], ["events.kafka.security", "sasl-tls"]),
            (["KAFKA_MECHANISM": "plain"], ["events.kafka.mechanism", "PLAIN"]),
            (["KAFKA_REPLICATION": "0"], ["events.kafka.replication", "auto"]),
            (["KAFKA_SESSION_TIMEOUT": "5s"], ["events.kafka.sessionTimeout", "6s"]),
            (["BACKEND": "rabbit"], ["events.backend", "embedded or kafka"]),
        ])
    func refused(_ variables: [String: String], _ named: [String]) {
        let error = #expect(throws: (any Error).self) { _ = try kafka(variables) }
        let text = error.map { "\($0)" } ?? ""
        for name in named { #expect(text.contains(name), "\(text)") }
        #expect(!text.contains("secret"), "\(text)")
    }

    @Test("needs brokers where it is Kafka")
    func noBrokers() {
        let error = #expect(throws: StartError.self) { _ = try settings(["BACKEND": "kafka"]) }
        for name in [
            "SOJOURN_EVENTS_BACKEND", "events.backend", "events.kafka.brokers", "SOJOURN_EVENTS_KAFKA_BROKERS",
        ] {
            #expect(error?.description.contains(name) == true, "\(error?.description ?? "")")
        }
    }
}
