import GRPCCore
import SwiftProtobuf
import TravelContract

/// Answers with what it was asked: titles, metadata, and errors where the request asks for one.
struct EchoService: Pb_travel.ServiceProtocol {
    func homestayDetail(
        request: ServerRequest<Pb_HomestayDetailReq>, context: ServerContext
    ) async throws -> ServerResponse<Pb_HomestayDetailResp> {
        let text = request.metadata[stringValues: "x-text"].first { _ in true } ?? ""
        switch request.message.id {
        case -1: throw RPCError(code: .notFound, message: text, metadata: ["x-detail-bin": [0, 1, 255]])
        case -2: throw CancellationError()
        default: break
        }
        let size = Int(request.message.id)
        let message = Pb_HomestayDetailResp.with {
            $0.homestay.id = request.message.id
            $0.homestay.title = size > 1000 ? String(repeating: "x", count: size) : text
        }
        return ServerResponse(
            message: message, metadata: ["x-first": "\(text)"], trailingMetadata: ["x-last": "\(context.descriptor)"])
    }
}
