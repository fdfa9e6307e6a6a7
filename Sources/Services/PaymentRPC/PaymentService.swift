import Database
import ErrorContract
import GRPCCore
import PaymentContract
import ServiceKit
import SwiftProtobuf

/// `pb.payment` over gRPC.
///
/// Where a call is made on a user's behalf, another user's payments do not exist for it.
struct PaymentService: Pb_payment.ServiceProtocol {
    let database: any Database
    let creation: PaymentCreation
    let transitions: PaymentTransitions

    func createPayment(
        request: ServerRequest<Pb_CreatePaymentReq>, context: ServerContext
    ) async throws -> ServerResponse<Pb_CreatePaymentResp> {
        let sn = try await creation.create(NewPayment(request.message, CallMetadata(request.metadata)))
        return ServerResponse(message: .with { $0.sn = sn })
    }

    func getPaymentBySn(
        request: ServerRequest<Pb_GetPaymentBySnReq>, context: ServerContext
    ) async throws -> ServerResponse<Pb_GetPaymentBySnResp> {
        let caller = CallMetadata(request.metadata)
        let sn = request.message.sn
        guard let payment = try await database.query({ try PaymentTable($0).payment(sn: sn) }),
            caller.mayAct(for: payment.userID)
        else { throw ServiceError(.paymentNotFound, "no such payment") }
        return ServerResponse(message: .with { $0.paymentDetail = Pb_PaymentDetail(payment) })
    }

    func updateTradeState(
        request: ServerRequest<Pb_UpdateTradeStateReq>, context: ServerContext
    ) async throws -> ServerResponse<Pb_UpdateTradeStateResp> {
        let metadata = CallMetadata(request.metadata)
        try await transitions.apply(TradeUpdate(request.message, metadata), for: metadata)
        return ServerResponse(message: Pb_UpdateTradeStateResp())
    }

    func getPaymentSuccessRefundByOrderSn(
        request: ServerRequest<Pb_GetPaymentSuccessRefundByOrderSnReq>, context: ServerContext
    ) async throws -> ServerResponse<Pb_GetPaymentSuccessRefundByOrderSnResp> {
        let caller = CallMetadata(request.metadata)
        let orderSn = request.message.orderSn
        let payment = try await database.query { try PaymentTable($0).settled(orderSn: orderSn) }
        return ServerResponse(
            message: .with { message in
                guard let payment, caller.mayAct(for: payment.userID) else { return }
                message.paymentDetail = Pb_PaymentDetail(payment)
            })
    }
}
