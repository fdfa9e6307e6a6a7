import RPCTransport
import ServiceKit
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
                Where \(service.rawValue) is reached, if it is in another process. Of several, as of all addresses of \
                a name after `dns:`, each call goes to the less loaded of two.
                """
            ) { RPCEndpoint($0) }
            return (service, setting)
        })

    /// The settings of gRPC, in the order in which they are documented.
    static let rpc: [any AnySetting] =
        [rpcHost, rpcPort] + ServiceName.allCases.compactMap { rpcEndpoints[$0] } + RPCKitSettings.all
}
