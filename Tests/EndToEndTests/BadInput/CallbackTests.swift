import AsyncHTTPClient
import Clocks
import HTTPTypes
import PaymentProvider
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Bad input: payment notifications")
    struct CallbackTests {
        @Test("a notification that is not the provider's, or does not fit, moves no money")
        func refused() async throws {
            try await Installation.with { installation in
                let guest = try await installation.guest()
                let api = try await installation.serve().api
                let sn = try await api.place(Wish(), as: guest)
                let good = try await notification(of: sn, as: guest, api, installation)
                let provider = try SandboxProvider(secret: installation.sandboxKey(), notifyURL: api.url)
                let forger = try SandboxProvider(secret: "a secret of somebody else's", notifyURL: api.url)
                let late = try SandboxProvider(
                    secret: installation.sandboxKey(), notifyURL: api.url,
                    clock: ManualWallClock(now: SystemWallClock().now + .seconds(-301)))
                let (headers, body) = provider.signed(good)
                try await installation.withoutWriting {
                    try await refuse([:], body, 401, "missing", on: api)
                    try await refuse(forger.signed(good), 401, "signature", on: api)
                    try await refuse(late.signed(good), 401, "signed more than", on: api)
                    for other in [body + [0x20], [], Array("not JSON".utf8), Array(body.reversed())] {
                        try await refuse(headers, other, 401, "signature", on: api)
                    }
                    for field in headers where field.name != .contentType {
                        var changed = headers
                        changed[field.name] = nil
                        try await refuse(changed, body, 401, "missing", on: api)
                        changed[field.name] = "0"
                        try await refuse(changed, body, 401, "signature", on: api)
                    }
                    for amount in [good.amount - 1, good.amount + 1, 1, .max] {
                        var altered = good
                        altered.amount = amount
                        try await refuse(provider.signed(altered), 409, "fen", on: api)
                    }
                    for amount: Int64 in [0, -1, .min] {
                        var altered = good
                        altered.amount = amount
                        try await refuse(provider.signed(altered), 400, "total", on: api)
                    }
                    var unknown = good
                    unknown.paymentSn = "PMT-nobody"
                    try await refuse(provider.signed(unknown), 404, "payment", on: api)
                    unknown.paymentSn = ""
                    try await refuse(provider.signed(unknown), 400, "out_trade_no", on: api)
                }
                #expect(try await api.state(sn, as: guest) == 0)
            }
        }

        @Test("a notification that comes again is acknowledged, and pays once")
        func replayed() async throws {
            try await Installation.with { installation in
                let guest = try await installation.guest()
                let api = try await installation.serve().api
                let sn = try await api.place(Wish(), as: guest)
                let good = try await notification(of: sn, as: guest, api, installation)
                let provider = try SandboxProvider(secret: installation.sandboxKey(), notifyURL: api.url)
                let first = provider.signed(good)
                #expect(try await send(first, to: api).status == 200)
                try await eventually("the payment is applied") { try await api.state(sn, as: guest) == 1 }
                try await eventually("nothing is owed any more") {
                    try await installation.withDatabase("payments") { try await $0.count("outbox") } == 0
                }
                try await installation.withoutWriting {
                    for signed in [first, first, provider.signed(good)] {
                        let reply = try await send(signed, to: api)
                        #expect(reply.status == 200 && reply.text == #"{"return_code":"SUCCESS"}"#, "\(reply)")
                    }
                    // The same payment with other money is no replay.
                    var other = good
                    other.transactionID = "another"
                    try await refuse(provider.signed(other), 409, "transaction", on: api)
                }
                #expect(try await api.state(sn, as: guest) == 1)
            }
        }

        /// What the provider would say once the guest has paid the order.
        private func notification(
            of sn: String, as guest: Guest, _ api: API, _ installation: Installation
        ) async throws -> PaymentNotification {
            let prepared = try await api.post(
                Path.prepare, #"{"orderSn":"\#(sn)","serviceType":"homestayOrder"}"#, as: guest)
            #expect(prepared.status == 200, "\(prepared)")
            return try await installation.withDatabase("payments") { database in
                let number = try await database.texts("SELECT sn FROM payment WHERE order_sn = $1", sn)
                let amount = try await database.numbers("SELECT pay_total FROM payment WHERE order_sn = $1", sn)
                return PaymentNotification(
                    paymentSn: try #require(number.first), transactionID: "T1",
                    amount: Int64(try #require(amount.first)), tradeType: "JSAPI",
                    tradeState: PaymentNotification.success, description: "paid", successTime: SystemWallClock().now)
            }
        }

        private func refuse(
            _ signed: (headers: HTTPFields, body: [UInt8]), _ status: Int, _ says: String, on api: API
        ) async throws {
            try await refuse(signed.headers, signed.body, status, says, on: api)
        }

        private func refuse(
            _ headers: HTTPFields, _ body: [UInt8], _ status: Int, _ says: String, on api: API
        ) async throws {
            try await BadCase(
                "\(status) \(says)", Path.callback, .bytes(body), status: status, code: nil, says: says
            ).check(on: api, authorization: nil, headers: headers.map { ($0.name.rawName, $0.value) })
        }

        private func send(_ signed: (headers: HTTPFields, body: [UInt8]), to api: API) async throws -> Reply {
            try await api.post(
                Path.callback, .bytes(signed.body), headers: signed.headers.map { ($0.name.rawName, $0.value) })
        }
    }
}
