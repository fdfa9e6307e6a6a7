import Database
import ErrorContract
import GRPCCore
import OrderContract
import ServiceKit
import Clocks
import SwiftProtobuf

/// `pb.order` over gRPC.
struct OrderService: Pb_order.ServiceProtocol {
    static let pageSizes: ClosedRange<Int64> = 1...100

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
        let user = CallMetadata(request.metadata).userID
        let sn = request.message.sn
        guard let order = try await database.read({ try OrderTable($0).order(sn: sn) }),
            user == nil || user == order.userID
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
        let order = try await transitions.move(request.message.sn, to: state, for: metadata.userID, cause)
        return ServerResponse(message: Pb_UpdateHomestayOrderTradeStateResp(order))
    }

    func userHomestayOrderList(
        request: ServerRequest<Pb_UserHomestayOrderListReq>, context: ServerContext
    ) async throws -> ServerResponse<Pb_UserHomestayOrderListResp> {
        let message = request.message
        let user = CallMetadata(request.metadata).userID
        guard message.userID > 0, user == nil || user == message.userID else {
            throw ServiceError(.parameter, "userId must be the signed-in user")
        }
        guard Self.pageSizes.contains(message.pageSize) else {
            throw ServiceError(.parameter, "pageSize must be from 1 to 100")
        }
        guard message.lastID >= 0 else { throw ServiceError(.parameter, "lastId must not be negative") }
        let orders = try await database.read { connection in
            try OrderTable(connection).page(
                ofUser: message.userID, before: message.lastID == 0 ? nil : message.lastID,
                state: TradeState(rawValue: message.traderState), limit: message.pageSize)
        }
        return ServerResponse(message: .with { $0.list = orders.map(Pb_HomestayOrder.init) })
    }
}
