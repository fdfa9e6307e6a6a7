import GRPCCore
import OrderContract
import SwiftProtobuf

/// `pb.orderMaintenance` over gRPC.
struct OrderMaintenanceService: Pb_orderMaintenance.SimpleServiceProtocol {
    let sweep: OrderSweep

    func closeUnpaidOrders(
        request: Pb_CloseUnpaidOrdersReq, context: ServerContext
    ) async throws -> Pb_CloseUnpaidOrdersResp {
        let closed = try await sweep.closeUnpaid()
        return .with { $0.closed = closed }
    }

    func expirePaidOrders(
        request: Pb_ExpirePaidOrdersReq, context: ServerContext
    ) async throws -> Pb_ExpirePaidOrdersResp {
        try await sweep.forgetKeys()
        let expired = try await sweep.expirePaid()
        return .with { $0.expired = expired }
    }
}
