import GRPCCore
import GRPCNIOTransportHTTP2
import HealthContract
import RPCTransport
import SwiftProtobuf
import TestSupport
import Testing

@Suite("The health of a server", .timeLimit(.minutes(10)))
struct HealthTests {
    private typealias Status = Grpc_Health_V1_HealthCheckResponse.ServingStatus

    private func withHealth(
        _ body:
            @escaping @Sendable (
                RunningServer, Grpc_Health_V1_Health.Client<HTTP2ClientTransport.Posix>
            ) async throws -> Void
    ) async throws {
        try await withServer([QueueService()]) { server in
            let transport = try HTTP2ClientTransport.Posix(
                target: .ipv4(address: "127.0.0.1", port: server.address.port), transportSecurity: .plaintext)
            try await withGRPCClient(transport: transport) { client in
                try await body(server, Grpc_Health_V1_Health.Client(wrapping: client))
            }
        }
    }

    @Test("follows the process's readiness, and calls are answered all the same", arguments: ["", "pb.mqueue"])
    func readiness(service: String) async throws {
        try await withHealth { server, health in
            for isServing in [false, false, true, true, false] {
                server.server.setServing(isServing)
                let status = try await health.check(.with { $0.service = service }).status
                #expect(status == (isServing ? .serving : .notServing))
                try await withChannel(to: server.endpoint) { try await $0.publish() }
            }
        }
    }

    @Test("tells those who watch of each change, and of the stop last")
    func changes() async throws {
        try await withHealth { server, health in
            let seen = try await health.watch(.with { $0.service = "pb.mqueue" }) { response in
                var seen: [Status] = []
                for try await message in response.messages {
                    seen.append(message.status)
                    switch seen.count {
                    case 1:
                        server.server.setServing(true)
                        server.server.setServing(false)
                    case 2:
                        server.server.setServing(false)
                        server.server.setServing(true)
                    case 3: await server.stop()
                    default: break
                    }
                }
                return seen
            }
            #expect(seen == [.serving, .notServing, .serving, .notServing])
        }
    }

    @Test("is not said twice where the server was not serving when it stopped")
    func stopAfterNotServing() async throws {
        try await withHealth { server, health in
            let seen = try await health.watch(.init()) { response in
                var seen: [Status] = []
                for try await message in response.messages {
                    seen.append(message.status)
                    if seen.count == 1 {
                        server.server.setServing(false)
                    } else {
                        await server.stop()
                    }
                }
                return seen
            }
            #expect(seen == [.serving, .notServing])
        }
    }

    @Test("cannot be serving again once the shutdown began")
    func afterStop() async throws {
        try await withHealth { server, health in
            let (asked, go) = (Signal(), Signal())
            async let statuses = health.watch(.init()) { response in
                var seen: [Status] = []
                for try await message in response.messages {
                    seen.append(message.status)
                    asked.fire()
                    await go.wait()
                }
                return seen
            }
            await asked.wait()
            await server.stop()
            server.server.setServing(true)
            go.fire()
            let seen = try await statuses
            #expect(seen == [.serving, .notServing])
        }
    }

    @Test("of a service that is not there is unknown, whatever changes")
    func unknown() async throws {
        try await withHealth { server, health in
            let seen = try await health.watch(.with { $0.service = "pb.nobody" }) { response in
                var seen: [Status] = []
                for try await message in response.messages {
                    seen.append(message.status)
                    server.server.setServing(false)
                    await server.stop()
                }
                return seen
            }
            #expect(seen == [.serviceUnknown])
        }
    }
}
