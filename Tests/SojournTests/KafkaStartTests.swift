import EventLogKafka
import TestSupport
import Testing

@testable import sojourn

@Suite("The first contact with Kafka", .timeLimit(.minutes(10)))
struct KafkaStartTests {
    private func problem(
        _ brokers: String, adjusting adjust: (inout KafkaConfiguration) -> Void = { _ in }
    ) async throws -> String {
        var configuration = try KafkaConfiguration(brokers: brokers)
        adjust(&configuration)
        let start = KafkaStart(configuration: configuration, waits: false, logger: quietLogger)
        let error = await #expect(throws: StartError.self) { await (try start.log()).close() }
        return error?.description ?? ""
    }

    @Test("gives the log as soon as a broker answers")
    func fine() async throws {
        try await withKafka { cluster in
            let start = KafkaStart(
                configuration: try KafkaConfiguration(brokers: cluster.brokers), waits: true, logger: quietLogger)
            let log = try await start.log()
            try await log.check()
            await log.close()
        }
    }

    @Test("waits for brokers that come a moment later", .disabled(if: KafkaCluster.isReal, "faults are the stand-in's"))
    func late() async throws {
        try await withKafkaStandIn { standIn in
            try await standIn.takeDown()
            async let log = KafkaStart(
                configuration: KafkaConfiguration(brokers: standIn.brokers), waits: true, logger: quietLogger
            ).log()
            try await Task.sleep(for: .milliseconds(300))
            try await standIn.bringUp()
            try await log.check()
            await (try log).close()
        }
    }

    @Test("names the setting, the address and what to do where nobody is there")
    func nobody() async throws {
        // Nothing is served on port 1.
        let text = try await problem("127.0.0.1:1")
        for part in [
            "events.kafka.brokers", "127.0.0.1:1", "Connection refused", "SOJOURN_EVENTS_KAFKA_BROKERS", "embedded",
        ] {
            #expect(text.contains(part), "\(text)")
        }
    }

    @Test("names the user where the password is refused, and shows no password")
    func refused() async throws {
        try await withRefusingBroker { port in
            let text = try await problem("127.0.0.1:\(port)") {
                $0.credentials = KafkaCredentials(mechanism: .plain, user: "me", password: "pa55word")
            }
            for part in [
                "events.kafka.user", "127.0.0.1:\(port)", "me", "SOJOURN_EVENTS_KAFKA_USER",
                "SOJOURN_EVENTS_KAFKA_PASSWORD", "PLAIN",
            ] {
                #expect(text.contains(part), "\(text)")
            }
            #expect(!text.contains("pa55word"), "\(text)")
        }
    }

    @Test(
        "names the setting of TLS where the brokers do not encrypt",
        .disabled(if: KafkaCluster.isReal, "it may encrypt"))
    func plaintext() async throws {
        try await withKafka { cluster in
            let text = try await problem(cluster.brokers) { $0.tls = KafkaTLS() }
            for part in ["events.kafka.brokers", cluster.brokers, "SSL_HANDSHAKE", "events.kafka.security"] {
                #expect(text.contains(part), "\(text)")
            }
        }
    }
}
