public import GRPCCore
public import GRPCInProcessTransport
import ServiceKit
public import ServiceLifecycle

/// Serves gRPC services in memory, as the all-in-one process does, and runs `body` with a client of theirs.
public func withRPC<Value: Sendable>(
    _ services: [any RegistrableRPCService],
    interceptors: [any ClientInterceptor] = [],
    _ body: @Sendable (GRPCClient<InProcessTransport.Client>) async throws -> Value
) async throws -> Value {
    let transport = InProcessTransport()
    return try await withGRPCServer(
        transport: transport.server, services: services, interceptors: [RPCErrors(logger: quietLogger)]
    ) { _ in
        try await withGRPCClient(transport: transport.client, interceptors: interceptors) { client in
            try await body(client)
        }
    }
}

/// Runs services beside `body`, and stops them gracefully after it.
public func withRunning<Value: Sendable>(
    _ services: [any Service], _ body: @Sendable () async throws -> Value
) async throws -> Value {
    let group = ServiceGroup(services: services, logger: quietLogger)
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        do {
            let value = try await body()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return value
        } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
    }
}
