import ArgumentParser
import GRPCCore
import GRPCNIOTransportHTTP2
import Logging
import RPCTransport
import ServiceKit
import ServiceLifecycle
import UnixSignals

/// The server of a measurement.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(shouldDisplay: false)

    @Option var transport: Transport
    @Option var port: Int

    func run() async throws {
        let service: any Service
        switch transport {
        case .own: service = RPCServer([HomestayService()], at: HostAndPort(host: "127.0.0.1", port: port))
        case .kit:
            let chain = RPCServerChain(load: { 0.5 }, metricsFactory: Kit.metrics, logger: Kit.logger)
            service = RPCServer(
                [HomestayService()], at: HostAndPort(host: "127.0.0.1", port: port), interceptors: [chain])
        case .grpcSwift:
            let transport = HTTP2ServerTransport.Posix(
                address: .ipv4(host: "127.0.0.1", port: port), transportSecurity: .plaintext,
                config: .defaults { $0.connection.flushCoalescing = nil })
            service = GRPCSwiftServer(server: GRPCServer(transport: transport, services: [HomestayService()]))
        }
        let group = ServiceGroup(
            services: [service], gracefulShutdownSignals: [.sigterm], logger: Logger(label: "rpc-benchmark"))
        try await group.run()
    }
}

private struct GRPCSwiftServer: Service {
    let server: GRPCServer<HTTP2ServerTransport.Posix>

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await server.serve()
        } onGracefulShutdown: {
            server.beginGracefulShutdown()
        }
    }
}
