import GRPCCore
import GRPCNIOTransportHTTP2
import HealthContract
import RPCTransport
import SwiftProtobuf
import Testing
import TravelContract

/// Both ends against those of grpc-swift, which others have tested against gRPC's own.
@Suite("With grpc-swift's own transport", .timeLimit(.minutes(10)))
struct InteroperationTests {
    @Test("a server is called by its clients")
    func server() async throws {
        try await withServer([EchoService()]) { server in
            let transport = try HTTP2ClientTransport.Posix(
                target: .ipv4(address: "127.0.0.1", port: server.address.port), transportSecurity: .plaintext)
            try await withGRPCClient(transport: transport) { client in
                let travel = Pb_travel.Client(wrapping: client)
                for size in [0, 5, 70_000, 300_000] as [Int64] {
                    let answer = try await travel.homestayDetail(.with { $0.id = size }, metadata: ["x-text": "hi"])
                    #expect(answer.homestay.title == (size > 1000 ? String(repeating: "x", count: Int(size)) : "hi"))
                }
                let error = await rpcError {
                    _ = try await travel.homestayDetail(.with { $0.id = -1 }, metadata: ["x-text": "fort 100%"])
                }
                #expect(error?.code == .notFound)
                #expect(error?.message == "fort 100%")
                #expect(error.map { Array($0.metadata[binaryValues: "x-detail-bin"]) } == [[0, 1, 255]])
                let health = Grpc_Health_V1_Health.Client(wrapping: client)
                let status = try await health.check(.with { $0.service = "pb.travel" }).status
                #expect(status == .serving)
            }
        }
    }

    @Test("a client calls its servers")
    func client() async throws {
        let transport = HTTP2ServerTransport.Posix(
            address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext)
        try await withGRPCServer(transport: transport, services: [EchoService()]) { server in
            let port = try #require(try await server.listeningAddress?.ipv4?.port)
            try await withChannel(to: .servers([HostAndPort(host: "127.0.0.1", port: port)])) { channel in
                let (short, long) = (try await channel.echo(5, "hi").title, try await channel.echo(300_000).title)
                #expect(short == "hi")
                #expect(long.utf8.count == 300_000)
                let error = await rpcError { _ = try await channel.echo(-1, "fort 100%") }
                #expect(error?.code == .notFound)
                #expect(error?.message == "fort 100%")
                #expect(error.map { Array($0.metadata[binaryValues: "x-detail-bin"]) } == [[0, 1, 255]])
                let other = await rpcError { try await channel.publish() }
                #expect(other?.code == .unimplemented)
            }
        }
    }
}
