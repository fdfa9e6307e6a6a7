import GRPCCore
import OrderContract
import PaymentContract
import Synchronization

/// An order-rpc with one order, which answers as the real one does, and counts.
final class ScriptedOrders: Pb_order.SimpleServiceProtocol {
    struct State {
        var tradeState: Int64 = 0
        var isDown = false
        var moves: [Int64] = []
    }

    static let sn = "HSO2030010108000012345678"
    let state = Mutex(State())

    func updateHomestayOrderTradeState(
        request: Pb_UpdateHomestayOrderTradeStateReq, context: ServerContext
    ) async throws -> Pb_UpdateHomestayOrderTradeStateResp {
        try state.withLock { state in
            guard !state.isDown else { throw RPCError(code: .unavailable, message: "down") }
            guard request.sn == Self.sn else { throw RPCError(code: .notFound, message: "no such order") }
            let isAllowed =
                state.tradeState == request.tradeState
                || [0: [-1, 1], 1: [2, 3, 4]][state.tradeState]?.contains(request.tradeState) == true
            guard isAllowed else { throw RPCError(code: .failedPrecondition, message: "wrong state") }
            state.tradeState = request.tradeState
            state.moves.append(request.tradeState)
            return .init()
        }
    }

    func homestayOrderDetail(
        request: Pb_HomestayOrderDetailReq, context: ServerContext
    ) async throws -> Pb_HomestayOrderDetailResp {
        var answer = Pb_HomestayOrderDetailResp()
        answer.homestayOrder.sn = request.sn
        answer.homestayOrder.tradeState = state.withLock { $0.tradeState }
        return answer
    }

    func createHomestayOrder(
        request: Pb_CreateHomestayOrderReq, context: ServerContext
    ) async throws -> Pb_CreateHomestayOrderResp { .init() }

    func userHomestayOrderList(
        request: Pb_UserHomestayOrderListReq, context: ServerContext
    ) async throws -> Pb_UserHomestayOrderListResp { .init() }
}

/// A payment-rpc with one paid payment.
final class ScriptedPayments: Pb_payment.SimpleServiceProtocol {
    let status = Mutex<Int64>(1)

    func getPaymentSuccessRefundByOrderSn(
        request: Pb_GetPaymentSuccessRefundByOrderSnReq, context: ServerContext
    ) async throws -> Pb_GetPaymentSuccessRefundByOrderSnResp {
        var answer = Pb_GetPaymentSuccessRefundByOrderSnResp()
        answer.paymentDetail.sn = "PMT1"
        answer.paymentDetail.payStatus = status.withLock { $0 }
        return answer
    }

    func updateTradeState(
        request: Pb_UpdateTradeStateReq, context: ServerContext
    ) async throws -> Pb_UpdateTradeStateResp {
        status.withLock { $0 = request.payStatus }
        return .init()
    }

    func createPayment(request: Pb_CreatePaymentReq, context: ServerContext) async throws -> Pb_CreatePaymentResp {
        .init()
    }

    func getPaymentBySn(request: Pb_GetPaymentBySnReq, context: ServerContext) async throws -> Pb_GetPaymentBySnResp {
        .init()
    }
}

/// Counts the sweeps it is asked for.
final class ScriptedMaintenance: Pb_orderMaintenance.SimpleServiceProtocol {
    let sweeps = Mutex(0)

    func closeUnpaidOrders(
        request: Pb_CloseUnpaidOrdersReq, context: ServerContext
    ) async throws -> Pb_CloseUnpaidOrdersResp {
        sweeps.withLock { $0 += 1 }
        return .init()
    }

    func expirePaidOrders(
        request: Pb_ExpirePaidOrdersReq, context: ServerContext
    ) async throws -> Pb_ExpirePaidOrdersResp { .init() }
}
