import GRPCCore
import LocalRPC
import Logging
import MqueueContract
import RPCTransport
import ServiceKit
import ServiceLifecycle
import SwiftProtobuf
import TestSupport

/// A service whose method does what a test wants.
struct OrderCloseService: Pb_mqueue.SimpleServiceProtocol {
    /// What `aqDeferHomestayOrderClose` does, given the order's number.
    let method: @Sendable (String) async throws -> Void

    func aqDeferHomestayOrderClose(
        request: Pb_AqDeferHomestayOrderCloseReq, context: ServerContext
    ) async throws -> Pb_AqDeferHomestayOrderCloseResp {
        try await method(request.sn)
        return .init()
    }

    func kqPaymenStatusUpdate(
        request: Pb_KqPaymenStatusUpdateReq, context: ServerContext
    ) async throws -> Pb_KqPaymenStatusUpdateResp { .init() }

    func sendWxMiniSubMessage(
        request: Pb_SendWxMiniSubMessageReq, context: ServerContext
    ) async throws -> Pb_SendWxMiniSubMessageResp { .init() }
}

extension UnaryCaller {
    /// Calls the method of ``OrderCloseService``.
    func close(_ sn: String = "HSO1", metadata: Metadata = [:], timeout: Duration? = nil) async throws {
        var options = CallOptions.defaults
        options.timeout = timeout
        _ = try await Pb_mqueue.RemoteClient(self).aqDeferHomestayOrderClose(
            .with { $0.sn = sn }, metadata: metadata, options: options)
    }
}

/// The status with which a call ends; `nil` for OK.
func status(_ call: () async throws -> Void) async -> RPCError.Code? {
    do {
        try await call()
        return nil
    } catch let error as RPCError {
        return error.code
    } catch is CancellationError {
        return .cancelled
    } catch {
        return .unknown
    }
}

/// Runs `body` with a channel to a server on the loopback interface.
func withChannel<Value: Sendable>(
    _ chain: RPCServerChain, port: Int = 0, _ method: @escaping @Sendable (String) async throws -> Void = { _ in },
    _ body: @Sendable (RPCChannel, HostAndPort) async throws -> Value
) async throws -> Value {
    let server = RPCServer(
        [OrderCloseService(method: method)], at: HostAndPort(host: "127.0.0.1", port: port), interceptors: [chain])
    return try await withRunning([server]) {
        guard let address = await server.address() else { throw NeverHappened(description: "the server listens") }
        var options = RPCChannelOptions()
        options.timeout = .seconds(30)
        options.connectTimeout = .seconds(10)
        let channel = RPCChannel(to: .servers([address]), options: options, logger: quietLogger)
        return try await withRunning([channel]) { try await body(channel, address) }
    }
}

/// A chain without anything that a test did not ask for.
func serverChain(
    _ change: (inout RPCServerChain.Parts) -> Void = { _ in }, load: @escaping @Sendable () -> Double = { 0 }
) -> RPCServerChain {
    var parts = RPCServerChain.Parts()
    change(&parts)
    return RPCServerChain(parts, load: load, metricsFactory: RecordedMetrics(), logger: quietLogger)
}
