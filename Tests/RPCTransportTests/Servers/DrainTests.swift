import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2
import HealthContract
import RPCTransport
import SwiftProtobuf
import Synchronization
import TestSupport
import Testing

@Suite("A server that stops", .timeLimit(.minutes(10)))
struct DrainTests {
    /// Makes calls from several tasks until told to stop.
    /// - Parameter body: given the number of calls, as it grows.
    private func load(_ channel: RPCChannel, during body: (() -> Int) async throws -> Void) async throws {
        let progress = Progress()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...16 {
                group.addTask {
                    while !progress.isOver.load(ordering: .relaxed) {
                        do {
                            try await channel.publish()
                        } catch {
                            progress.isOver.store(true, ordering: .relaxed)
                            Issue.record(error)
                        }
                        progress.calls.add(1, ordering: .relaxed)
                    }
                }
            }
            defer { progress.isOver.store(true, ordering: .relaxed) }
            try await body { progress.calls.load(ordering: .relaxed) }
        }
    }

    private final class Progress: Sendable {
        let isOver = Atomic(false)
        let calls = Atomic(0)
    }

    @Test("costs no call where there is another")
    func oneOfTwo() async throws {
        let service = QueueService { _, _ in try await Task.sleep(for: .milliseconds(2)) }
        try await withServer([service]) { first in
            try await withServer([service]) { second in
                try await withChannel(to: .servers([first.address, second.address])) { channel in
                    try await load(channel) { calls in
                        try await eventually("calls are made") { calls() > 100 }
                        await first.stop()
                        let before = calls()
                        try await eventually("calls go on") { calls() > before + 100 }
                    }
                }
            }
        }
    }

    @Test("finishes the calls that it has")
    func underWay() async throws {
        let (started, go) = (Signal(), Signal())
        let service = QueueService { _, _ in
            started.fire()
            await go.wait()
        }
        try await withServer([service]) { server in
            try await withChannel(to: server.endpoint) { channel in
                async let call: Void = channel.publish()
                await started.wait()
                await server.stop()
                // It takes no other calls meanwhile.
                try await eventually("new calls are refused") {
                    await rpcError { try await channel.publish(timeout: .milliseconds(500)) }?.code == .unavailable
                }
                go.fire()
                try await call
            }
        }
    }

    @Test("says so to those who watch its health, and then ends what it says")
    func health() async throws {
        try await withServer([QueueService()]) { server in
            let transport = try HTTP2ClientTransport.Posix(
                target: .ipv4(address: "127.0.0.1", port: server.address.port), transportSecurity: .plaintext)
            try await withGRPCClient(transport: transport) { client in
                let health = Grpc_Health_V1_Health.Client(wrapping: client)
                for service in ["", "pb.mqueue"] {
                    let status = try await health.check(.with { $0.service = service }).status
                    #expect(status == .serving)
                }
                let error = await rpcError { _ = try await health.check(.with { $0.service = "pb.order" }) }
                #expect(error?.code == .notFound)
                let watched = try await health.watch(.with { $0.service = "pb.mqueue" }) { response in
                    var statuses: [Grpc_Health_V1_HealthCheckResponse.ServingStatus] = []
                    for try await message in response.messages {
                        statuses.append(message.status)
                        if statuses.count == 1 { await server.stop() }
                    }
                    return statuses
                }
                #expect(watched == [.serving, .notServing])
            }
        }
    }

    @Test("by the age of its connections loses no call, and takes new ones")
    func age() async throws {
        let peers = Mutex<Set<String>>([])
        let service = QueueService { _, context in
            peers.withLock { _ = $0.insert(context.remotePeer) }
            try await Task.sleep(for: .milliseconds(1))
        }
        var options = RPCServerOptions()
        options.maximumAge = .milliseconds(300)
        try await withServer([service], options: options) { server in
            try await withChannel(to: server.endpoint, { $0.longestBackoff = .milliseconds(100) }) { channel in
                try await load(channel) { _ in
                    try await eventually("several connections were made") {
                        peers.withLock { $0.count } >= 3
                    }
                }
            }
        }
    }

    @Test("because its address is taken says which it is")
    func addressTaken() async throws {
        try await withServer([QueueService()]) { server in
            let second = RPCServer([QueueService()], at: server.address)
            let error = await #expect(throws: RPCServer.ListenError.self) { try await second.run() }
            #expect(error?.address == server.address)
            #expect(error?.errorNumber == EADDRINUSE)
            #expect(await second.address() == nil)
        }
    }
}
