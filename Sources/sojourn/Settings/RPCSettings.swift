import IdempotencyContract
import RPCTransport
import ServiceKit
import Settings

/// The settings of gRPC between processes.
struct RPCSettings: Sendable {
    let host: String
    let port: RPCPort
    /// Where the services of other processes are reached.
    let endpoints: [ServiceName: RPCEndpoint]
    let kit: RPCKitSettings

    /// - Throws: `StartError` where the files for TLS are not all there, or are not what they should be.
    init(_ values: LoadedSettings) throws(StartError) {
        host = values[SettingNames.rpcHost]
        port = values[SettingNames.rpcPort]
        endpoints = SettingNames.rpcEndpoints.mapValues { values[$0] }
        do throws(RPCTLSSettings.Failure) {
            var kit = try RPCKitSettings(values, slowCalls: LogSettings(values).slowCalls)
            kit.channel.idempotent = IdempotentMethods(Idempotency.methods)
            self.kit = kit
        } catch {
            throw StartError("\(error)")
        }
    }
}
