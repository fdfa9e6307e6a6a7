import APIRuntime
import ErrorContract
import GRPCCore
import HTTPTypes
public import OrderContract
public import PaymentContract
public import ServiceKit
import SwiftProtobuf

/// order-api: a guest's orders over HTTP.
public struct OrderAPIRoutes: Sendable {
    private let orders: any Pb_order.ClientProtocol
    private let summaries: any Pb_orderSummary.ClientProtocol
    private let payments: any Pb_payment.ClientProtocol
    private let shortList = OptionalMethod()

    public init(
        orders: any Pb_order.ClientProtocol, summaries: any Pb_orderSummary.ClientProtocol,
        payments: any Pb_payment.ClientProtocol
    ) {
        self.orders = orders
        self.summaries = summaries
        self.payments = payments
    }

    /// Adds the endpoints of `order.api`.
    public func add(to routes: ServiceRoutes) throws {
        try routes.api.register(homestayOrder: self)
        routes.add(.order)
    }
}

extension OrderAPIRoutes: HomestayOrderHandlers {
    func createHomestayOrder(
        _ input: CreateHomestayOrderReq, by user: UserID, in call: APIRequest
    ) async throws -> CreateHomestayOrderResp {
        let answer = try await orders.createHomestayOrder(
            .with {
                $0.homestayID = input.homestayId
                $0.isFood = input.isFood
                $0.liveStartTime = input.liveStartTime
                $0.liveEndTime = input.liveEndTime
                $0.userID = user
                $0.livePeopleNum = input.livePeopleNum
                $0.remark = input.remark
            }, metadata: CallMetadata(userID: user, idempotencyKey: call.headers[.idempotencyKey]).metadata)
        return CreateHomestayOrderResp(orderSn: answer.sn)
    }

    func userHomestayOrderList(
        _ input: UserHomestayOrderListReq, by user: UserID, in call: APIRequest
    ) async throws -> UserHomestayOrderListResp {
        let request = Pb_UserHomestayOrderListReq.with {
            $0.lastID = input.lastId
            $0.pageSize = input.pageSize
            $0.userID = user
            $0.traderState = input.tradeState
        }
        let metadata = CallMetadata(userID: user).metadata
        let short = try await shortList.call {
            try await summaries.userHomestayOrderSummaries(request, metadata: metadata)
        }
        if let short { return UserHomestayOrderListResp(list: short.list.map(UserHomestayOrderListView.init)) }
        // Another implementation of the contract has whole orders only.
        let answer = try await orders.userHomestayOrderList(request, metadata: metadata)
        return UserHomestayOrderListResp(list: answer.list.map(UserHomestayOrderListView.init))
    }

    func userHomestayOrderDetail(
        _ input: UserHomestayOrderDetailReq, by user: UserID, in call: APIRequest
    ) async throws -> UserHomestayOrderDetailResp {
        let order = try await orders.homestayOrderDetail(
            .with { $0.sn = input.sn }, metadata: CallMetadata(userID: user).metadata
        ).homestayOrder
        // order-rpc checks too; another implementation of the contract does not know for whom we ask.
        guard order.userID == user else { throw ServiceError(.orderNotFound, "no such order") }
        guard Self.isPaidFor.contains(order.tradeState) else { return UserHomestayOrderDetailResp(order) }
        let payment = try await payments.getPaymentSuccessRefundByOrderSn(.with { $0.orderSn = order.sn })
        return UserHomestayOrderDetailResp(order, payment: payment.hasPaymentDetail ? payment.paymentDetail : nil)
    }

    /// The states of orders that may have a payment: paid, used, refunded, expired.
    private static let isPaidFor: ClosedRange<Int64> = 1...4
}

extension HTTPField.Name {
    /// A client's key that makes placing an order safe to repeat.
    fileprivate static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
}
