import GRPCCore
import MqueueContract
import RPCTransport
import SwiftProtobuf
import Testing
import TravelContract

/// The error with which a call must fail.
func rpcError(_ body: () async throws -> Void) async -> RPCError? {
    await #expect(throws: RPCError.self) { try await body() }
}

extension RPCChannel {
    /// Calls the method of ``QueueService`` that a test defines.
    func publish(_ sn: String = "HSO1", timeout: Duration? = nil) async throws {
        var options = CallOptions.defaults
        options.timeout = timeout
        _ = try await Pb_mqueue.RemoteClient(self).kqPaymenStatusUpdate(.with { $0.orderSn = sn }, options: options)
    }

    /// Calls the method of ``EchoService``.
    func echo(_ id: Int64 = 1, _ text: String = "") async throws -> Pb_Homestay {
        try await Pb_travel.RemoteClient(self).homestayDetail(
            .with { $0.id = id }, metadata: text.isEmpty ? [:] : ["x-text": "\(text)"]
        ).homestay
    }
}
