import GRPCCore
import LocalRPC
import Logging
import RPCTransport
import ServiceKit
import ServiceLifecycle

/// How the gRPC services of a process are served and reached: as functions inside the process, over HTTP/2 elsewhere.
struct RPCFabric {
    /// Calls services of this process.
    let caller: LocalCaller
    /// The servers and channels, which must run for calls to be answered and made.
    private(set) var parts: [ServicePart] = []
    private let serving: ServingRecord
    private let errors: RPCErrors
    private let settings: RPCSettings
    /// The services that this process runs.
    private let local: Set<ServiceName>

    /// - Parameters:
    ///   - local: the services that this process runs.
    ///   - serving: told where calls are taken.
    init(local: Set<ServiceName>, settings: RPCSettings, serving: ServingRecord, logger: Logger) {
        let errors = RPCErrors(logger: logger)
        self.errors = errors
        self.settings = settings
        self.local = local
        self.serving = serving
        caller = LocalCaller { error, method in errors.rpcError(error, of: method) }
    }

    /// Serves a service of this process to other processes, if there are any.
    /// - Throws: `StartError` where the settings give it no port of its own.
    mutating func listen(_ services: [any RegistrableRPCService], as name: ServiceName) throws(StartError) {
        // A process that runs all services has nobody to serve.
        guard local != Set(ServiceName.allCases) else { return }
        let address = HostAndPort(host: settings.host, port: try settings.port.number(for: name, among: local))
        let server = RPCServer(services, at: address, options: settings.server, interceptors: [errors])
        parts.append(
            ServicePart(name.rawValue, RPCEntrance(server: server, service: name)) { [serving] in
                serving.note(await server.address()) { $0.rpc.append((name, $1)) }
            })
    }

    /// The way to a service of another process. Nothing is connected before the first call.
    mutating func connect(to name: ServiceName) -> RPCChannel {
        guard let endpoint = settings.endpoints[name] else {
            preconditionFailure("\(name.rawValue) has no gRPC interface")
        }
        var logger = Logger(label: "rpc")
        logger[metadataKey: "service"] = "\(name.rawValue)"
        let channel = RPCChannel(to: endpoint, options: settings.client, logger: logger)
        parts.append(ServicePart("channel to \(name.rawValue)", channel))
        return channel
    }
}
