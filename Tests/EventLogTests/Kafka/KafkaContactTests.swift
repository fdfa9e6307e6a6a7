import EventLog
import EventLogKafka
import Foundation
import TestSupport
import Testing

@Suite("the first contact with Kafka", .timeLimit(.minutes(10))) struct KafkaContactTests {
    /// What a check of these brokers comes to.
    private func problem(
        _ brokers: String, within timeout: Duration = .seconds(2),
        adjusting adjust: (inout KafkaConfiguration) -> Void = { _ in }
    ) async throws -> EventLogError {
        var problem: EventLogError?
        try await withKafkaLog(brokers: brokers, adjusting: adjust) { log in
            problem = await #expect(throws: EventLogError.self) { try await log.check(within: timeout) }
        }
        return try #require(problem)
    }

    @Test("a cluster that answers is fine")
    func fine() async throws {
        try await withKafka { cluster in
            try await withKafkaLog(cluster) { try await $0.check() }
        }
    }

    @Test("nobody there: the reason is told")
    func nobody() async throws {
        // Nothing is served on port 1.
        let error = try await problem("127.0.0.1:1", within: .milliseconds(500))
        #expect(error.code == .unavailable)
        #expect(error.message.contains("127.0.0.1:1") && error.message.contains("Connection refused"), "\(error)")
    }

    @Test("a name that nobody knows is told")
    func unknownHost() async throws {
        let error = try await problem("no-such-host.invalid:9092", within: .seconds(3))
        #expect(error.code == .unavailable)
        #expect(error.message.contains("no-such-host.invalid"), "\(error)")
    }

    @Test("a server that says nothing is given up in time")
    func silent() async throws {
        try await withSilentServer { port in
            let elapsed = await ContinuousClock().measure {
                let error = try? await problem("127.0.0.1:\(port)", within: .milliseconds(500))
                #expect(error?.code == .unavailable)
            }
            #expect(elapsed < .seconds(5))
        }
    }

    @Test(
        "a refused password is told as such, and not shown", arguments: KafkaCredentials.Mechanism.allCases)
    func refusedPassword(mechanism: KafkaCredentials.Mechanism) async throws {
        try await withRefusingBroker { port in
            let error = try await problem("127.0.0.1:\(port)") {
                $0.credentials = KafkaCredentials(mechanism: mechanism, user: "me", password: "pa55word")
            }
            #expect(error.code == .accessDenied, "\(error)")
            #expect(error.message.contains("Invalid username or password"), "\(error)")
            #expect(!error.message.contains("pa55word"))
        }
    }

    @Test("a broker that does not encrypt is told as such", .disabled(if: KafkaCluster.isReal, "it may encrypt"))
    func plaintext() async throws {
        try await withKafka { cluster in
            let error = try await problem(cluster.brokers) { $0.tls = KafkaTLS() }
            // librdkafka's words depend on which side notices first.
            let words = ["PLAINTEXT broker", "SSL_HANDSHAKE"]
            #expect(words.contains { error.message.contains($0) }, "\(error)")
        }
    }

    @Test("a certificate is trusted by its authority and for its name, unless that is switched off")
    func certificates() async throws {
        try await withTemporaryDirectory { folder in
            let files = try await TLSFiles.make(in: folder)
            let server = try ChildProcess(
                URL(fileURLWithPath: "/usr/bin/env"),
                ["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", files.certificate, "-key", files.key],
                environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], in: folder, name: "server",
                // It ends with its input.
                input: .written)
            defer { server.send(SIGKILL) }
            var port = ""
            try await eventually("openssl listens") {
                let line = server.output.split(separator: "\n").first { $0.hasPrefix("ACCEPT ") && $0.contains(":") }
                port = line.map { String($0[$0.lastIndex(of: ":")!...].dropFirst()) } ?? ""
                return !port.isEmpty
            }
            func expect(_ expected: EventLogError.Code, of host: String, _ tls: KafkaTLS) async throws {
                var error = try await problem("\(host):\(port)", within: .seconds(1)) { $0.tls = tls }
                // A busy machine may need longer for the handshake; whoever passes it waits for a Kafka that is not
                // there, however long.
                if error.code != expected {
                    error = try await problem("\(host):\(port)", within: .seconds(20)) { $0.tls = tls }
                }
                #expect(error.code == expected, "\(host), \(tls): \(error)")
            }
            try await expect(.unavailable, of: "localhost", KafkaTLS(authorityFile: files.authority))
            try await expect(.accessDenied, of: "localhost", KafkaTLS())
            try await expect(.accessDenied, of: "127.0.0.1", KafkaTLS(authorityFile: files.authority))
            try await expect(
                .unavailable, of: "127.0.0.1", KafkaTLS(authorityFile: files.authority, verification: .certificate))
            try await expect(.unavailable, of: "127.0.0.1", KafkaTLS(verification: .none))
        }
    }
}
