import Database
import ErrorContract
import GRPCCore
import OrderContract
import ServiceKit
import Clocks
import SwiftProtobuf

/// `pb.order` over gRPC.
struct OrderService: Pb_order.ServiceProtocol {
    let database: any Database
    let placing: OrderPlacing
    let transitions: OrderTransitions

    func createHomestayOrder(
        request: ServerRequest<Pb_CreateHomestayOrderReq>, context: ServerContext
    ) async throws -> ServerResponse<Pb_CreateHomestayOrderResp> {
        let today = placing.calendar.day(ofSeconds: placing.clock.now.seconds)
        let order = try PlacingRequest(
            request.message, CallMetadata(request.metadata), today: today, calendar: placing.calendar)
        let sn = try await placing.place(order)
        return ServerResponse(message: .with { $0.sn = sn })
    }

    func homestayOrderDetail(
        request: ServerRequest<Pb_HomestayOrderDetailReq>, context: ServerContext
    ) async throws -> ServerResponse<Pb_HomestayOrderDetailResp> {
        let caller = CallMetadata(request.metadata)
        let sn = request.message.sn
        guard let order = try await database.query({ try OrderTable($0).order(sn: sn) }),
            caller.mayAct(for: order.userID)
        else { throw ServiceError(.orderNotFound, "no such order") }
        return ServerResponse(message: .with { $0.homestayOrder = Pb_HomestayOrder(order) })
    }

    func updateHomestayOrderTradeState(
        request: ServerRequest<Pb_UpdateHomestayOrderTradeStateReq>, context: ServerContext
    ) async throws -> ServerResponse<Pb_UpdateHomestayOrderTradeStateResp> {
        let metadata = CallMetadata(request.metadata)
        guard let state = TradeState(rawValue: request.message.tradeState) else {
            throw ServiceError(.parameter, "tradeState must be from -1 to 4")
        }
        let cause = Cause(actor: metadata.actor ?? "unnamed", reason: metadata.reason ?? "")
        let order = try await transitions.move(request.message.sn, to: state, for: metadata, cause)
        return ServerResponse(message: Pb_UpdateHomestayOrderTradeStateResp(order))
    }

    func userHomestayOrderList(
        request: ServerRequest<Pb_UserHomestayOrderListReq>, context: ServerContext
    ) async throws -> ServerResponse<Pb_UserHomestayOrderListResp> {
        let page = try OrderPage(request.message, CallMetadata(request.metadata))
        let orders = try await database.query { try OrderTable($0).orders(page) }
        return ServerResponse(message: .with { $0.list = orders.map(Pb_HomestayOrder.init) })
    }
}
