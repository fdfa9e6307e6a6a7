import ArgumentParser
import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2
import Logging
import RPCTransport
import ServiceKit
import ServiceLifecycle
import TravelContract

/// Measures each client with each server.
struct Compare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures each client with each server, in two processes on the loopback interface.")

    @Option(help: "How many calls are made.") var calls = 40_000
    @Option(help: "How many are under way at a time.") var concurrency = 64
    @Option(help: "The client to measure; both unless named.") var client: Transport?
    @Option(help: "The server to measure; both unless named.") var server: Transport?

    func run() async throws {
        print("client       server       calls/s   CPU µs/call: client  server     all   p50 ms   p99 ms")
        for client in Transport.allCases where self.client == nil || self.client == client {
            for server in Transport.allCases where self.server == nil || self.server == server {
                try await measure(client, server, port: 21_000 + Int.random(in: 0..<2000))
            }
        }
    }

    private func measure(_ client: Transport, _ server: Transport, port: Int) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        process.arguments = ["serve", "--transport", server.rawValue, "--port", "\(port)"]
        try process.run()
        defer { process.terminate() }
        let result = try await withCaller(client, port: port) { call in
            try await Load(
                calls: calls, concurrency: concurrency, timeout: client == .grpcSwift ? .seconds(3) : nil
            ).run(server: process.processIdentifier, call)
        }
        let columns = [
            client.rawValue.padding(toLength: 13, withPad: " ", startingAt: 0)
                + server.rawValue.padding(toLength: 11, withPad: " ", startingAt: 0),
            String(format: "%9.0f", result.callsPerSecond),
            String(format: "%21.1f", result.clientCPU), String(format: "%8.1f", result.serverCPU),
            String(format: "%8.1f", result.clientCPU + result.serverCPU),
            String(format: "%8.2f", result.p50), String(format: "%9.2f", result.p99),
        ]
        print(columns.joined())
    }

    private func withCaller<Value: Sendable>(
        _ transport: Transport, port: Int,
        _ body: @escaping @Sendable (any Pb_travel.ClientProtocol) async throws -> Value
    ) async throws -> Value {
        switch transport {
        case .own, .kit:
            let channel = RPCChannel(
                to: .servers([HostAndPort(host: "127.0.0.1", port: port)]),
                logger: Kit.logger)
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await channel.run() }
                defer { group.cancelAll() }
                guard transport == .kit else { return try await body(Pb_travel.RemoteClient(channel)) }
                let chain = RPCClientChain(channel, metricsFactory: Kit.metrics, logger: Kit.logger)
                return try await body(Pb_travel.RemoteClient(chain))
            }
        case .grpcSwift:
            let transport = try HTTP2ClientTransport.Posix(
                target: .ipv4(address: "127.0.0.1", port: port), transportSecurity: .plaintext,
                config: .defaults { $0.connection.flushCoalescing = nil })
            return try await withGRPCClient(transport: transport) { client in
                try await body(Pb_travel.Client(wrapping: client))
            }
        }
    }
}
