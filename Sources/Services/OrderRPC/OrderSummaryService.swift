import Database
import GRPCCore
import OrderContract
import ServiceKit
import SwiftProtobuf

/// `pb.orderSummary` over gRPC.
struct OrderSummaryService: Pb_orderSummary.ServiceProtocol {
    let database: any Database

    func userHomestayOrderSummaries(
        request: ServerRequest<Pb_UserHomestayOrderListReq>, context: ServerContext
    ) async throws -> ServerResponse<Pb_UserHomestayOrderSummariesResp> {
        let page = try OrderPage(request.message, CallMetadata(request.metadata))
        let list = try await database.query { try OrderTable($0).summaries(page) }
        return ServerResponse(message: .with { $0.list = list })
    }
}
