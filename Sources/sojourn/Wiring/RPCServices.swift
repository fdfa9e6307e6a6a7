import MqueueContract
import OrderContract
import PaymentContract
import ServiceKit
import TravelContract
import UsercenterContract

/// The gRPC services, as their callers see them.
struct RPCServices {
    let mqueue: any Pb_mqueue.ClientProtocol
    let travel: any Pb_travel.ClientProtocol
    let catalogue: any Pb_travelCatalogue.ClientProtocol
    let usercenter: any Pb_usercenter.ClientProtocol
    let payment: any Pb_payment.ClientProtocol
    let order: any Pb_order.ClientProtocol
    let summary: any Pb_orderSummary.ClientProtocol
    let maintenance: any Pb_orderMaintenance.ClientProtocol
    /// Servers, channels, and what the services of this process run beside answering calls.
    let parts: [ServicePart]
}
