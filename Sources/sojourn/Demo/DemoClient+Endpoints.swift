/// The endpoints that the story needs, as `contracts/*.api` have them.
extension DemoClient {
    func register(mobile: String, password: String) async throws -> DemoReply {
        try await post("/usercenter/v1/user/register", ["mobile": mobile, "password": password])
    }

    func homestays(page: Int64, pageSize: Int64) async throws -> DemoReply {
        try await post("/travel/v1/homestay/homestayList", ["page": page, "pageSize": pageSize])
    }

    func homestay(_ id: Int64) async throws -> DemoReply {
        try await post("/travel/v1/homestay/homestayDetail", ["id": id])
    }

    func place(_ request: StayRequest, as guest: Guest, idempotencyKey: String? = nil) async throws -> DemoReply {
        try await post(
            "/order/v1/homestayOrder/createHomestayOrder",
            [
                "homestayId": request.homestay.id, "isFood": request.withFood,
                "liveStartTime": request.dates.arrival, "liveEndTime": request.dates.departure,
                "livePeopleNum": request.people, "remark": "",
            ], as: guest, idempotencyKey: idempotencyKey)
    }

    /// The guest's orders in all states, newest first.
    func orders(as guest: Guest) async throws -> DemoReply {
        try await post(
            "/order/v1/homestayOrder/userHomestayOrderList", ["lastId": 0, "pageSize": 10, "tradeState": -99],
            as: guest)
    }

    func order(_ sn: String, as guest: Guest) async throws -> DemoReply {
        try await post("/order/v1/homestayOrder/userHomestayOrderDetail", ["sn": sn], as: guest)
    }

    func preparePayment(of sn: String, as guest: Guest) async throws -> DemoReply {
        try await post(
            "/payment/v1/thirdPayment/thirdPaymentWxPay", ["orderSn": sn, "serviceType": "homestayOrder"], as: guest)
    }

    /// Plays the guest confirming the payment in the provider's app.
    func paySandbox(_ sn: String, as guest: Guest) async throws -> DemoReply {
        try await post("/payment/v1/sandbox/pay", ["orderSn": sn], as: guest)
    }
}
