import JSON
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Closing and paying")
    struct ClosingTests {
        @Test("an unpaid order closes and gives its nights back")
        func closes() async throws {
            try await Installation.with(["ORDER_CLOSE_AFTER": "500ms"]) { installation in
                let (first, second) = (try await installation.guest(17), try await installation.guest(18))
                let api = try await installation.serve().api
                let sn = try await api.place(Wish(), as: first)
                #expect(try await api.post(Path.create, Wish().json, as: second).code == 400_002)
                try await eventually("the order closes") { try await api.state(sn, as: first) == -1 }
                _ = try await api.place(Wish(), as: second)
            }
        }

        @Test("a paid order does not close")
        func paid() async throws {
            try await Installation.with(["ORDER_CLOSE_AFTER": "2s", "SCHEDULER_SWEEP_EVERY": "1s"]) { installation in
                let guest = try await installation.guest()
                let api = try await installation.serve().api
                let paid = try await api.place(Wish(), as: guest)
                let unpaid = try await api.place(Wish(arrival: 8), as: guest)
                #expect(try await api.pay(paid, as: guest).status == 200)
                try await eventually("the payment is applied") { try await api.state(paid, as: guest) == 1 }
                // It was placed later, so when it has closed the other one's time is over too.
                try await eventually("the other order closes") { try await api.state(unpaid, as: guest) == -1 }
                let detail = try await api.detail(paid, as: guest)
                #expect(try detail.require("tradeState") == 1)
                #expect(try detail.require("payType") == "SANDBOX")
                #expect(try detail.require("payTime", as: Int64.self) > 0)
                #expect(try await api.pay(paid, as: guest).code == 500_002)
            }
        }

        @Test("a payment that arrives after the order has closed is refunded, and both sides say so")
        func late() async throws {
            try await Installation.with(["ORDER_CLOSE_AFTER": "100ms"]) { installation in
                let guest = try await installation.guest()
                let api = try await installation.serve().api
                let sn = try await api.place(Wish(), as: guest)
                try await eventually("the order closes") { try await api.state(sn, as: guest) == -1 }
                #expect(try await api.pay(sn, as: guest).status == 200)
                try await eventually("the payment is refunded") {
                    try await installation.withDatabase("payments") { database in
                        let refunded = try await database.numbers(
                            """
                            SELECT amount FROM refund JOIN payment ON payment.sn = payment_sn
                            WHERE order_sn = $1 AND pay_status = 2 AND done_at IS NOT NULL
                            """, sn)
                        return refunded == [46_800]
                    }
                }
                try await eventually("nothing is owed any more") {
                    try await installation.withDatabase("payments") { try await $0.count("outbox") } == 0
                }
                #expect(try await api.state(sn, as: guest) == -1)
                let states = try await installation.withDatabase("orders") { database in
                    try await database.texts(
                        "SELECT applied || ':' || to_state || ':' || actor FROM homestay_order_history ORDER BY id")
                }
                #expect(states == ["1:0:guest:17", "1:-1:order-mq", "0:1:order-mq"])
            }
        }
    }
}
