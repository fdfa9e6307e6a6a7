import NIOCore
import NIOPosix
import NIOSSL

/// Opens connections: TCP or a Unix socket, with TLS where it is asked for.
struct Connector: Sendable {
    private let timeout: TimeAmount
    /// The files of the configuration are read once; what is wrong with them each connection tells.
    private let tls: Result<NIOSSLContext, RedisError>?

    init(_ configuration: RedisConfiguration) {
        timeout = TimeAmount(configuration.connectTimeout)
        tls = configuration.tls.map(Self.context)
    }

    /// Connects. The channel does not read before its handlers have been added with ``prepare(_:at:with:)``.
    func open(_ address: RedisAddress, on eventLoop: any EventLoop) -> EventLoopFuture<any Channel> {
        if case .failure(let error) = tls { return eventLoop.makeFailedFuture(error) }
        let bootstrap = ClientBootstrap(group: eventLoop)
            .connectTimeout(timeout)
            .channelOption(.autoRead, value: false)
            .channelOption(.socketOption(.so_keepalive), value: 1)
        switch address {
        case .host(let host, let port):
            return bootstrap.channelOption(.tcpOption(.tcp_nodelay), value: 1).connect(host: host, port: port)
        case .unixSocket(let path):
            return bootstrap.connect(unixDomainSocketPath: path)
        }
    }

    /// Adds the handlers to an open channel, on its event loop.
    func prepare(_ channel: any Channel, at address: RedisAddress, with handler: ConnectionHandler) throws {
        if case .success(let context) = tls {
            try channel.pipeline.syncOperations.addHandler(tlsHandler(context, address))
        }
        try channel.pipeline.syncOperations.addHandler(handler)
        try channel.syncOptions?.setOption(.autoRead, value: true)
    }

    private func tlsHandler(_ context: NIOSSLContext, _ address: RedisAddress) throws -> NIOSSLClientHandler {
        // What does not read as an IP address is a name. An address has no server name: the certificate must then hold
        // the address itself.
        guard case .host(let host, _) = address, (try? SocketAddress(ipAddress: host, port: 0)) == nil else {
            return try NIOSSLClientHandler(context: context, serverHostname: nil)
        }
        return try NIOSSLClientHandler(context: context, serverHostname: host)
    }

    private static func context(_ settings: RedisTLS) -> Result<NIOSSLContext, RedisError> {
        do {
            var configuration = TLSConfiguration.makeClientConfiguration()
            if let file = settings.authorityFile { configuration.trustRoots = .file(file) }
            if let file = settings.certificateFile {
                configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(file).map { .certificate($0) }
            }
            if let file = settings.privateKeyFile {
                configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: file, format: .pem))
            }
            if !settings.verifiesServer { configuration.certificateVerification = .none }
            return .success(try NIOSSLContext(configuration: configuration))
        } catch {
            let files = [settings.authorityFile, settings.certificateFile, settings.privateKeyFile].compactMap { $0 }
            let names = files.isEmpty ? "the system's authorities" : files.joined(separator: ", ")
            return .failure(RedisError(.invalidConfiguration, "TLS cannot be set up with \(names)", cause: error))
        }
    }
}
