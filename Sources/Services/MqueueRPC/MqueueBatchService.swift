import GRPCCore
import MqueueContract
import ServiceKit

/// `pb.mqueueBatch` over gRPC.
struct MqueueBatchService: Pb_mqueueBatch.SimpleServiceProtocol {
    static let maximumItems = 1000

    let closing: OrderCloseBatch
    let publishing: PaymentStatusBatch

    func enqueueOrderCloses(
        request: Pb_EnqueueOrderClosesReq, context: ServerContext
    ) async throws -> Pb_EnqueueOrderClosesResp {
        try check("orders", request.orders.count)
        var response = Pb_EnqueueOrderClosesResp()
        response.results = try await closing.enqueue(request.orders)
        return response
    }

    func publishPaymentStatuses(
        request: Pb_PublishPaymentStatusesReq, context: ServerContext
    ) async throws -> Pb_PublishPaymentStatusesResp {
        try check("statuses", request.statuses.count)
        var response = Pb_PublishPaymentStatusesResp()
        response.results = try await publishing.publish(request.statuses)
        return response
    }

    private func check(_ field: String, _ count: Int) throws(ServiceError) {
        guard count <= Self.maximumItems else {
            throw ServiceError(.parameter, "\(field) has at most \(Self.maximumItems) items, this one has \(count)")
        }
    }
}

extension Pb_BatchItemResult {
    /// The result of an item that was not done.
    init(_ error: ServiceError) {
        self.init()
        code = Int64(error.code.number)
        msg = error.message
    }
}
