import GRPCCore
import Logging
import RPCTransport
import ServiceLifecycle
import TestSupport

/// A server that a test may stop before its end.
struct RunningServer: Sendable {
    let address: HostAndPort
    let server: RPCServer
    let group: ServiceGroup

    var endpoint: RPCEndpoint { .servers([address]) }

    /// Begins to stop, as the process does on SIGTERM.
    func stop() async { await group.triggerGracefulShutdown() }
}

/// Runs `body` with a server on a free port of the loopback interface.
func withServer<Value: Sendable>(
    _ services: [any RegistrableRPCService], port: Int = 0, options: RPCServerOptions = .init(),
    interceptors: [any ServerInterceptor] = [],
    _ body: @Sendable (RunningServer) async throws -> Value
) async throws -> Value {
    let server = RPCServer(
        services, at: HostAndPort(host: "127.0.0.1", port: port), options: options, interceptors: interceptors)
    let group = ServiceGroup(services: [server], logger: quietLogger)
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        do {
            guard let address = await server.address() else {
                try await tasks.waitForAll()
                throw NeverHappened(description: "the server does not listen")
            }
            let value = try await body(RunningServer(address: address, server: server, group: group))
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return value
        } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
    }
}

/// Runs `body` with a channel.
func withChannel<Value: Sendable>(
    to endpoint: RPCEndpoint, _ change: (inout RPCChannelOptions) -> Void = { _ in },
    _ body: @Sendable (RPCChannel) async throws -> Value
) async throws -> Value {
    var options = RPCChannelOptions()
    // Machines that test are slow at times. Where a time is the point, a test gives its own.
    options.timeout = .seconds(30)
    options.connectTimeout = .seconds(10)
    change(&options)
    let channel = RPCChannel(to: endpoint, options: options, logger: quietLogger)
    return try await withRunning([channel]) { try await body(channel) }
}
