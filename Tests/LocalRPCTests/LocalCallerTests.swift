import GRPCCore
import LocalRPC
import MqueueContract
import SwiftProtobuf
import Testing

@Suite("A call of a service in the same process")
struct LocalCallerTests {
    /// Answers, fails or waits, as the order's number says.
    struct Service: Pb_mqueue.ServiceProtocol {
        struct Failure: Error {}

        func aqDeferHomestayOrderClose(
            request: ServerRequest<Pb_AqDeferHomestayOrderCloseReq>, context: ServerContext
        ) async throws -> ServerResponse<Pb_AqDeferHomestayOrderCloseResp> {
            switch request.message.sn {
            case "throw": throw Failure()
            case "refuse":
                return ServerResponse(error: RPCError(code: .notFound, message: "no such order"))
            case "wait":
                try await Task.sleep(for: .seconds(3600))
                return ServerResponse(message: .init())
            default:
                return ServerResponse(
                    message: .init(), metadata: request.metadata,
                    trailingMetadata: ["method": "\(context.descriptor.method)"])
            }
        }

        func kqPaymenStatusUpdate(
            request: ServerRequest<Pb_KqPaymenStatusUpdateReq>, context: ServerContext
        ) async throws -> ServerResponse<Pb_KqPaymenStatusUpdateResp> { ServerResponse(message: .init()) }

        func sendWxMiniSubMessage(
            request: ServerRequest<Pb_SendWxMiniSubMessageReq>, context: ServerContext
        ) async throws -> ServerResponse<Pb_SendWxMiniSubMessageResp> { ServerResponse(message: .init()) }
    }

    private let client = Pb_mqueue.LocalClient(
        Service(),
        caller: LocalCaller { error, method in
            RPCError(code: .internalError, message: "\(type(of: error)) in \(method.method)")
        })

    private func call(_ sn: String) async throws {
        _ = try await client.aqDeferHomestayOrderClose(.with { $0.sn = sn })
    }

    @Test("carries metadata there and back, and says which method it is")
    func metadata() async throws {
        let (initial, trailing) = try await client.aqDeferHomestayOrderClose(
            .with { $0.sn = "HSO1" }, metadata: ["x-actor": "test"]
        ) { response in (response.metadata, response.trailingMetadata) }
        #expect(Array(initial[stringValues: "x-actor"]) == ["test"])
        #expect(Array(trailing[stringValues: "method"]) == ["aqDeferHomestayOrderClose"])
    }

    @Test("fails with the status that the thrown error is given")
    func thrown() async {
        let error = await #expect(throws: RPCError.self) { try await call("throw") }
        #expect(error?.code == .internalError)
        #expect(error?.message == "Failure in aqDeferHomestayOrderClose")
    }

    @Test("fails with the status that the service answers")
    func refused() async {
        let error = await #expect(throws: RPCError.self) { try await call("refuse") }
        #expect(error?.code == .notFound)
    }

    @Test("is cancelled with its caller")
    func cancelled() async {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                do {
                    try await call("wait")
                    return false
                } catch {
                    return true
                }
            }
            group.cancelAll()
            #expect(await group.next() == true)
        }
    }
}
