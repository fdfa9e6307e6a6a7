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
    private let readiness: Readiness
    private let serving: ServingRecord
    private let calls: RPCServerChain
    private let settings: RPCSettings
    /// The services that this process runs.
    private let local: Set<ServiceName>

    /// - Parameters:
    ///   - local: the services that this process runs.
    ///   - readiness: what the health service of each server follows.
    ///   - serving: told where calls are taken.
    ///   - load: the share of the processor that is in use, 0 to 1.
    init(
        local: Set<ServiceName>, settings: RPCSettings, readiness: Readiness, serving: ServingRecord,
        load: @escaping @Sendable () -> Double, logger: Logger
    ) {
        let errors = RPCErrors(logger: logger)
        calls = RPCServerChain(settings.kit.serverParts, load: load, logger: logger)
        self.settings = settings
        self.local = local
        self.readiness = readiness
        self.serving = serving
        let observer = LocalCallChain(settings.kit.clientParts, logger: logger)
        caller = LocalCaller(observer: observer) { error, method in errors.rpcError(error, of: method) }
    }

    /// Serves a service of this process to other processes, if there are any.
    /// - Throws: `StartError` where the settings give it no port of its own.
    mutating func listen(_ services: [any RegistrableRPCService], as name: ServiceName) throws(StartError) {
        // A process that runs all services has nobody to serve.
        guard local != Set(ServiceName.allCases) else { return }
        let address = HostAndPort(host: settings.host, port: try settings.port.number(for: name, among: local))
        let server = RPCServer(services, at: address, options: settings.kit.server, interceptors: [calls])
        server.setServing(false)
        readiness.observe { server.setServing($0) }
        parts.append(
            ServicePart(name.rawValue, RPCEntrance(server: server, service: name)) { [serving] in
                serving.note(await server.address()) { $0.rpc.append((name, $1)) }
            })
    }

    /// The way to a service of another process. Nothing is connected before the first call.
    mutating func connect(to name: ServiceName) -> RPCClientChain {
        guard let endpoint = settings.endpoints[name] else {
            preconditionFailure("\(name.rawValue) has no gRPC interface")
        }
        var logger = Logger(label: "rpc")
        logger[metadataKey: "service"] = "\(name.rawValue)"
        let channel = RPCChannel(to: endpoint, options: settings.kit.channel, logger: logger)
        parts.append(ServicePart("channel to \(name.rawValue)", channel))
        return RPCClientChain(channel, settings.kit.clientParts, logger: logger)
    }
}
