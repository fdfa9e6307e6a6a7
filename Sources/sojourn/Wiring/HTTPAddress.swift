import NIOCore
import NIOPosix

/// Where HTTP is served.
struct HTTPAddress: Sendable {
    let host: String
    let port: Int

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// The address of the settings; for port 0 one that is free now.
    init(_ settings: SojournSettings, for services: Set<ServiceName>) async throws {
        host = settings.httpHost
        let wanted = settings.httpPort.http(for: services)
        guard wanted == 0 else {
            port = wanted
            return
        }
        // The sandbox must know where it can call back before the server listens.
        let probe = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup).bind(host: host, port: 0)
            .get()
        port = probe.localAddress?.port ?? 0
        try await probe.close()
    }

    /// How the process itself reaches the address.
    var url: String {
        switch host {
        case "0.0.0.0": "http://127.0.0.1:\(port)"
        case "::": "http://[::1]:\(port)"
        default: "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        }
    }
}
