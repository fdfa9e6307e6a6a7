import IdempotencyContract
import RPCTransport
import Settings

/// The settings of gRPC between processes.
struct RPCSettings: Sendable {
    let host: String
    let port: RPCPort
    /// Where the services of other processes are reached.
    let endpoints: [ServiceName: RPCEndpoint]
    let client: RPCChannelOptions
    let server: RPCServerOptions

    /// - Throws: `StartError` where the files for TLS are not all there, or are not what they should be.
    init(_ values: LoadedSettings) throws(StartError) {
        host = values[SettingNames.rpcHost]
        port = values[SettingNames.rpcPort]
        endpoints = SettingNames.rpcEndpoints.mapValues { values[$0] }
        let tls = try Self.tls(values)
        var client = RPCChannelOptions()
        client.timeout = values[SettingNames.rpcTimeout]
        client.lookUpEvery = values[SettingNames.rpcResolveEvery]
        client.keepalive = values[SettingNames.rpcKeepalive]
        client.idempotent = IdempotentMethods(Idempotency.methods)
        client.tls = tls
        self.client = client
        var server = RPCServerOptions()
        server.maximumAge = values[SettingNames.rpcMaxConnectionAge]
        server.keepalive = values[SettingNames.rpcKeepalive] * 3
        server.tls = tls
        self.server = server
    }

    private static func tls(_ values: LoadedSettings) throws(StartError) -> RPCTLS? {
        let settings = [
            SettingNames.rpcTLSCAFile, SettingNames.rpcTLSCertificateFile, SettingNames.rpcTLSKeyFile,
        ]
        let missing = settings.filter { values[$0] == nil }.map(\.key)
        guard missing.count < settings.count else { return nil }
        guard let authority = values[settings[0]], let certificate = values[settings[1]], let key = values[settings[2]]
        else {
            throw StartError(
                """
                \(missing.joined(separator: ", ")): rpc.tls.caFile, rpc.tls.certificateFile and rpc.tls.keyFile are \
                set together or not at all
                """)
        }
        do {
            return try RPCTLS(authority: authority, certificate: certificate, key: key)
        } catch {
            let setting =
                switch error.role {
                case .authority: settings[0]
                case .certificate: settings[1]
                case .key: settings[2]
                }
            throw StartError("\(setting.key): \(error)")
        }
    }
}
