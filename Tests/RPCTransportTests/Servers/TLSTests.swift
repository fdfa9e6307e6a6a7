import Foundation
import GRPCCore
import RPCTransport
import TestSupport
import Testing
import TravelContract

@Suite("Mutual TLS", .timeLimit(.minutes(10)))
struct TLSTests {
    private func withTLS(
        _ server: RPCTLS?, _ client: RPCTLS?, host: String = "127.0.0.1",
        _ body: @Sendable (RPCChannel) async throws -> Void
    ) async throws {
        var options = RPCServerOptions()
        options.tls = server
        try await withServer([QueueService(), EchoService()], options: options) { running in
            let endpoint = RPCEndpoint.servers([HostAndPort(host: host, port: running.address.port)])
            try await withChannel(
                to: endpoint,
                {
                    $0.tls = client
                    $0.connectTimeout = .seconds(3)
                }
            ) { try await body($0) }
        }
    }

    private func refused(_ channel: RPCChannel) async {
        let error = await rpcError { try await channel.publish() }
        #expect(error?.code == .unavailable)
    }

    @Test("carries calls between processes of one authority", arguments: ["127.0.0.1", "localhost"])
    func trusted(host: String) async throws {
        try await withTemporaryDirectory { folder in
            let tls = try await Certificates(in: folder, name: "one").tls
            try await withTLS(tls, tls, host: host) { channel in
                try await channel.publish()
                let title = try await channel.echo(300_000).title
                #expect(title.utf8.count == 300_000)
            }
        }
    }

    @Test("refuses a client of another authority, a server of another, and whoever is not encrypted")
    func untrusted() async throws {
        try await withTemporaryDirectory { folder in
            let own = try await Certificates(in: folder, name: "own")
            let other = try await Certificates(in: folder, name: "other")
            let stranger = try RPCTLS(authority: own.authority, certificate: other.certificate, key: other.key)
            try await withTLS(own.tls, stranger) { await refused($0) }
            try await withTLS(stranger, own.tls) { await refused($0) }
            try await withTLS(own.tls, nil) { await refused($0) }
            try await withTLS(nil, own.tls) { await refused($0) }
        }
    }

    @Test("refuses a server whose certificate is for another host")
    func otherHost() async throws {
        try await withTemporaryDirectory { folder in
            let tls = try await Certificates(in: folder, name: "elsewhere", hosts: "DNS:order-rpc").tls
            try await withTLS(tls, tls) { await refused($0) }
        }
    }

    @Test("names the file that is missing or not what it should be")
    func files() async throws {
        try await withTemporaryDirectory { folder in
            let own = try await Certificates(in: folder, name: "own")
            let other = try await Certificates(in: folder, name: "other")
            let (missing, text) = (folder + "/missing.pem", folder + "/text.pem")
            try "no certificate".write(toFile: text, atomically: true, encoding: .utf8)
            for bad in [missing, text, folder] {
                expect(.authority, bad) { try RPCTLS(authority: bad, certificate: own.certificate, key: own.key) }
                expect(.certificate, bad) { try RPCTLS(authority: own.authority, certificate: bad, key: own.key) }
                expect(.key, bad) { try RPCTLS(authority: own.authority, certificate: own.certificate, key: bad) }
            }
            expect(.key, other.key) {
                try RPCTLS(authority: own.authority, certificate: own.certificate, key: other.key)
            }
        }
    }

    private func expect(_ role: RPCTLS.Failure.Role, _ file: String, _ body: () throws -> RPCTLS) {
        let error = #expect(throws: RPCTLS.Failure.self) { _ = try body() }
        #expect(error?.role == role)
        #expect(error?.path == file)
    }
}
