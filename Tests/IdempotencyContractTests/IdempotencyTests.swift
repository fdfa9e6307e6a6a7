import GRPCCore
import IdempotencyContract
import MqueueContract
import OrderContract
import PaymentContract
import Testing
import TravelContract
import UsercenterContract

@Suite("The idempotent methods")
struct IdempotencyTests {
    @Test("and the others are the methods of all contracts, each once")
    func complete() {
        let all =
            Pb_order.Method.descriptors + Pb_orderSummary.Method.descriptors + Pb_orderMaintenance.Method.descriptors
            + Pb_payment.Method.descriptors + Pb_travel.Method.descriptors + Pb_travelCatalogue.Method.descriptors
            + Pb_usercenter.Method.descriptors + Pb_mqueue.Method.descriptors + Pb_mqueueBatch.Method.descriptors
        let listed = Idempotency.methods + Idempotency.otherMethods
        #expect(listed.map(\.fullyQualifiedMethod).sorted() == all.map(\.fullyQualifiedMethod).sorted())
    }
}
