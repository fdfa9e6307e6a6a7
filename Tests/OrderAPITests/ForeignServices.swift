import GRPCCore
import OrderContract
import PaymentContract

/// An order-rpc of somebody else: it knows the contract, and nothing of what we added to it. It does not look for whom
/// it is asked.
struct ForeignOrders: Pb_order.SimpleServiceProtocol {
    static var order: Pb_HomestayOrder {
        var order = Pb_HomestayOrder()
        order.id = 5
        order.sn = "HSO5"
        order.userID = 17
        order.title = "Lakeside \"room\""
        order.orderTotalPrice = 12_345
        order.foodPrice = 5
        order.tradeState = 1
        order.createTime = 1_893_456_000
        return order
    }

    func userHomestayOrderList(
        request: Pb_UserHomestayOrderListReq, context: ServerContext
    ) async throws -> Pb_UserHomestayOrderListResp {
        var response = Pb_UserHomestayOrderListResp()
        response.list = [Self.order]
        return response
    }

    func homestayOrderDetail(
        request: Pb_HomestayOrderDetailReq, context: ServerContext
    ) async throws -> Pb_HomestayOrderDetailResp {
        var response = Pb_HomestayOrderDetailResp()
        response.homestayOrder = Self.order
        return response
    }

    func createHomestayOrder(
        request: Pb_CreateHomestayOrderReq, context: ServerContext
    ) async throws -> Pb_CreateHomestayOrderResp {
        var response = Pb_CreateHomestayOrderResp()
        response.sn = "HSO\(request.userID)"
        return response
    }

    func updateHomestayOrderTradeState(
        request: Pb_UpdateHomestayOrderTradeStateReq, context: ServerContext
    ) async throws -> Pb_UpdateHomestayOrderTradeStateResp { .init() }
}

/// Knows one payment, of every order.
struct ForeignPayments: Pb_payment.SimpleServiceProtocol {
    func getPaymentSuccessRefundByOrderSn(
        request: Pb_GetPaymentSuccessRefundByOrderSnReq, context: ServerContext
    ) async throws -> Pb_GetPaymentSuccessRefundByOrderSnResp {
        var response = Pb_GetPaymentSuccessRefundByOrderSnResp()
        response.paymentDetail.payMode = "WECHAT_PAY"
        response.paymentDetail.payTime = 1_893_456_060
        return response
    }

    func createPayment(request: Pb_CreatePaymentReq, context: ServerContext) async throws -> Pb_CreatePaymentResp {
        .init()
    }

    func getPaymentBySn(request: Pb_GetPaymentBySnReq, context: ServerContext) async throws -> Pb_GetPaymentBySnResp {
        .init()
    }

    func updateTradeState(
        request: Pb_UpdateTradeStateReq, context: ServerContext
    ) async throws -> Pb_UpdateTradeStateResp { .init() }
}
