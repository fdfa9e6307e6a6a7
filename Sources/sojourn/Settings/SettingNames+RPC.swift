import RPCTransport
import Settings

extension SettingNames {
    static let rpcHost = Setting<String>.string(
        "rpc.host", default: "127.0.0.1",
        "The address on which gRPC is served where a process runs only some of the services.")
    static let rpcPort = Setting<RPCPort>(
        "rpc.port", default: .auto, defaultText: "auto", expecting: "auto or an integer from 0 to 65535",
        """
        The port on which gRPC is served. `auto` is the service's own, 9001 to 9005; another number is for a process \
        that serves one service; 0 takes a free one.
        """
    ) { RPCPort($0) }
    static let rpcEndpoints: [ServiceName: Setting<RPCEndpoint>] = Dictionary(
        uniqueKeysWithValues: ServiceName.allCases.compactMap { service in
            guard let port = service.rpcPort, let key = service.endpointKey else { return nil }
            let server = HostAndPort(host: "127.0.0.1", port: port)
            let setting = Setting<RPCEndpoint>(
                key, default: .servers([server]), defaultText: "\(server)",
                expecting: "host:port, several as host:port,host:port, or dns:host:port",
                """
                Where \(service.rawValue) is reached, if it is in another process. Several are called in turn, as are \
                all addresses of a name after `dns:`.
                """
            ) { RPCEndpoint($0) }
            return (service, setting)
        })
    static let rpcTimeout = Setting<Duration>.duration(
        "rpc.timeout", default: .seconds(3), in: .milliseconds(10) ... .seconds(600),
        "How long a call may take. A call that is made for another ends with it, be it sooner.")
    static let rpcResolveEvery = Setting<Duration>.duration(
        "rpc.resolveEvery", default: .seconds(5), in: .milliseconds(100) ... .seconds(3600),
        "How often the addresses of a name after `dns:` are looked up, beside whenever a connection fails.")
    static let rpcKeepalive = Setting<Duration>.duration(
        "rpc.keepalive", default: .seconds(10), in: .milliseconds(100) ... .seconds(7200),
        """
        How long a server with calls under way may be silent before it is asked whether it is there; a client is asked \
        after three times as long.
        """)
    static let rpcMaxConnectionAge = Setting<Duration>.duration(
        "rpc.maxConnectionAge", default: .seconds(300), in: .seconds(1) ... .seconds(7 * 86_400),
        "How long a connection is used, give or take a tenth, before its client is asked to make a new one.")
    static let rpcTLSCAFile = Setting<String?>.optionalString(
        "rpc.tls.caFile", expecting: "the path of a file",
        """
        The certificate authorities (PEM) by which processes trust each other. Set with the two others, it encrypts \
        gRPC, and refuses whoever has no certificate from them.
        """)
    static let rpcTLSCertificateFile = Setting<String?>.optionalString(
        "rpc.tls.certificateFile", expecting: "the path of a file",
        "The process's certificate (PEM), for the host under which others reach it.")
    static let rpcTLSKeyFile = Setting<String?>.optionalString(
        "rpc.tls.keyFile", expecting: "the path of a file", "The key of the process's certificate (PEM).")

    /// The settings of gRPC, in the order in which they are documented.
    static let rpc: [any AnySetting] =
        [rpcHost, rpcPort] + ServiceName.allCases.compactMap { rpcEndpoints[$0] } + [
            rpcTimeout, rpcResolveEvery, rpcKeepalive, rpcMaxConnectionAge, rpcTLSCAFile, rpcTLSCertificateFile,
            rpcTLSKeyFile,
        ]
}
