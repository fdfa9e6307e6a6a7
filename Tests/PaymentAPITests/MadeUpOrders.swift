import GRPCCore
import OrderContract
import ServiceKit
import SwiftProtobuf
import Synchronization

/// An order-rpc with the orders it is given. It shows them to anyone.
final class MadeUpOrders: Pb_order.ClientProtocol {
    private let orders: Mutex<[String: Pb_HomestayOrder]>
    private let callers = Mutex<[UserID?]>([])

    init() {
        orders = Mutex([:])
        add("HSO1")
        add("HSO2", user: 8)
    }

    /// On whose behalf orders were asked for.
    var askedFor: [UserID?] { callers.withLock { $0 } }

    func add(_ sn: String, user: UserID = 7, total: Int64 = 12_800, tradeState: Int64 = 0) {
        let order = Pb_HomestayOrder.with {
            $0.sn = sn
            $0.userID = user
            $0.title = "A house by the lake"
            $0.orderTotalPrice = total
            $0.tradeState = tradeState
        }
        orders.withLock { $0[sn] = order }
    }

    func homestayOrderDetail<Result>(
        request: ClientRequest<Pb_HomestayOrderDetailReq>,
        serializer: some MessageSerializer<Pb_HomestayOrderDetailReq>,
        deserializer: some MessageDeserializer<Pb_HomestayOrderDetailResp>, options: CallOptions,
        onResponse handleResponse:
            @Sendable @escaping (ClientResponse<Pb_HomestayOrderDetailResp>) async throws -> Result
    ) async throws -> Result where Result: Sendable {
        callers.withLock { $0.append(CallMetadata(request.metadata).userID) }
        let order = orders.withLock { $0[request.message.sn] }
        let answer = Pb_HomestayOrderDetailResp.with { answer in
            if let order { answer.homestayOrder = order }
        }
        return try await handleResponse(ClientResponse(message: answer, metadata: [:]))
    }

    func createHomestayOrder<Result>(
        request: ClientRequest<Pb_CreateHomestayOrderReq>,
        serializer: some MessageSerializer<Pb_CreateHomestayOrderReq>,
        deserializer: some MessageDeserializer<Pb_CreateHomestayOrderResp>, options: CallOptions,
        onResponse handleResponse:
            @Sendable @escaping (ClientResponse<Pb_CreateHomestayOrderResp>) async throws -> Result
    ) async throws -> Result where Result: Sendable {
        throw unexpected
    }

    func updateHomestayOrderTradeState<Result>(
        request: ClientRequest<Pb_UpdateHomestayOrderTradeStateReq>,
        serializer: some MessageSerializer<Pb_UpdateHomestayOrderTradeStateReq>,
        deserializer: some MessageDeserializer<Pb_UpdateHomestayOrderTradeStateResp>, options: CallOptions,
        onResponse handleResponse:
            @Sendable @escaping (ClientResponse<Pb_UpdateHomestayOrderTradeStateResp>) async throws -> Result
    ) async throws -> Result where Result: Sendable {
        throw unexpected
    }

    func userHomestayOrderList<Result>(
        request: ClientRequest<Pb_UserHomestayOrderListReq>,
        serializer: some MessageSerializer<Pb_UserHomestayOrderListReq>,
        deserializer: some MessageDeserializer<Pb_UserHomestayOrderListResp>, options: CallOptions,
        onResponse handleResponse:
            @Sendable @escaping (ClientResponse<Pb_UserHomestayOrderListResp>) async throws -> Result
    ) async throws -> Result where Result: Sendable {
        throw unexpected
    }

    private var unexpected: RPCError { RPCError(code: .unimplemented, message: "payments ask for no such thing") }
}
