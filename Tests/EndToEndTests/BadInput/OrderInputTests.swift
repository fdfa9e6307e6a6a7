import Clocks
import JSON
import Testing

extension EndToEnd {
    @Suite("Bad input: orders")
    struct OrderInputTests {
        @Test("an order that cannot be placed is refused by name, and nothing of it is kept")
        func placing() async throws {
            try await Installation.with { installation in
                let guest = try await installation.guest()
                let api = try await installation.serve().api
                let shelf = try await api.homestays()
                let room = try #require(shelf.first { $0.isOnSale && !$0.isSoldByPerson })
                let offShelf = try #require(shelf.first { !$0.isOnSale })
                try await installation.withoutWriting {
                    for bad in Self.fields + Self.stays(room) + Self.others(room, offShelf, count: shelf.count) {
                        try await bad.check(on: api, authorization: guest.token)
                    }
                }
                // The same request without a mistake is fine.
                _ = try await api.place(Wish(homestay: room.id), as: guest)
            }
        }

        /// Each field missing, null and of every wrong type.
        private static var fields: [BadCase] {
            let fields = ["homestayId", "isFood", "liveStartTime", "liveEndTime", "livePeopleNum", "remark"]
            return fields.flatMap { field in
                let wrong: [String]
                switch field {
                case "isFood": wrong = ["null", "0", "1", #""true""#, "[]", "{}"]
                case "remark": wrong = ["null", "0", "true", "[]", "{}"]
                default: wrong = ["null", #""1""#, "true", "[]", "{}", "1.5", "1.0", "1e3", "9223372036854775808"]
                }
                return [BadCase("no \(field)", Path.create, order([field: nil]), says: field)]
                    + wrong.map { BadCase("\(field) \($0)", Path.create, order([field: $0]), says: field) }
            }
        }

        private static func stays(_ room: Homestay) -> [BadCase] {
            let times = [
                ("yesterday", Wish.noon(-1), Wish.noon(2), "liveStartTime"),
                ("1970", 0, 86_400, "liveStartTime"),
                ("before 1970", -1, Wish.noon(2), "liveStartTime"),
                ("no night", Wish.noon(3), Wish.noon(3) + 3600, "liveEndTime"),
                ("departure first", Wish.noon(4), Wish.noon(3), "liveEndTime"),
                ("too long", Wish.noon(1), Wish.noon(367), "365"),
                ("milliseconds", Wish.noon(3) * 1000, Wish.noon(4) * 1000, "liveStartTime"),
                ("the last moment", Wish.noon(3), .max, "liveEndTime"),
                ("the first moment", .min, Wish.noon(3), "liveStartTime"),
            ]
            return times.map { name, start, end, says in
                BadCase(
                    name, Path.create,
                    order(["homestayId": "\(room.id)", "liveStartTime": "\(start)", "liveEndTime": "\(end)"]),
                    says: says)
            }
        }

        private static func others(_ room: Homestay, _ offShelf: Homestay, count: Int) -> [BadCase] {
            func bad(_ name: String, _ changes: [String: String], says: String) -> BadCase {
                BadCase(
                    name, Path.create, order(["homestayId": "\(room.id)"].merging(changes) { $1 }), says: says)
            }
            return [
                bad("nobody", ["livePeopleNum": "0"], says: "livePeopleNum"),
                bad("less than nobody", ["livePeopleNum": "-1"], says: "livePeopleNum"),
                bad("the least number", ["livePeopleNum": "\(Int64.min)"], says: "livePeopleNum"),
                bad("one too many", ["livePeopleNum": "\(room.capacity + 1)"], says: "livePeopleNum"),
                bad("everybody", ["livePeopleNum": "\(Int64.max)"], says: "livePeopleNum"),
                bad("a long remark", ["remark": #""\#(String(repeating: "民", count: 65))""#], says: "remark"),
                bad(
                    "one character of many marks",
                    ["remark": #""e\#(String(repeating: "\u{301}", count: 5000))""#], says: "remark"),
                bad("NUL", ["remark": #""a\u0000b""#], says: "remark"),
                bad("half a character", ["remark": #""\ud800""#], says: "JSON"),
                bad("homestay 0", ["homestayId": "0"], says: "homestayId"),
                bad("homestay -1", ["homestayId": "-1"], says: "homestayId"),
                bad("the least homestay", ["homestayId": "\(Int64.min)"], says: "homestayId"),
                BadCase(
                    "unknown homestay", Path.create, order(["homestayId": "\(count + 1)"]), status: 404,
                    code: 300_001, says: "homestay"),
                BadCase(
                    "the last homestay", Path.create, order(["homestayId": "\(Int64.max)"]), status: 404,
                    code: 300_001, says: "homestay"),
                BadCase(
                    "off the shelf", Path.create, order(["homestayId": "\(offShelf.id)"]), status: 409,
                    code: 300_002, says: "on sale"),
            ]
        }

        /// A good order with some of its fields replaced, or left out where the text is `nil`.
        private static func order(_ changes: [String: String?]) -> String {
            var fields: [String: String] = [
                "homestayId": "1", "isFood": "false", "liveStartTime": "\(Wish.noon(3))",
                "liveEndTime": "\(Wish.noon(4))", "livePeopleNum": "1", "remark": #""late""#,
            ]
            for (name, text) in changes { fields[name] = text }
            return "{" + fields.map { #""\#($0)":\#($1)"# }.joined(separator: ",") + "}"
        }

        @Test("an Idempotency-Key gives the same order again, and is refused with another")
        func idempotency() async throws {
            try await Installation.with { installation in
                let (guest, other) = (try await installation.guest(17), try await installation.guest(18))
                let api = try await installation.serve().api
                let (wish, another) = (Wish(), Wish(arrival: 20))
                let first = try await api.post(Path.create, wish.json, as: guest, idempotencyKey: "k")
                try await installation.withoutWriting {
                    for _ in 1...3 {
                        let again = try await api.post(Path.create, wish.json, as: guest, idempotencyKey: "k")
                        #expect(again.status == 200 && again.text == first.text)
                    }
                    let bad = [
                        BadCase(
                            "reused", Path.create, another.json, status: 422, code: 400_004, says: "Idempotency-Key"),
                        BadCase("without a key", Path.create, wish.json, status: 409, code: 400_002, says: "taken"),
                    ]
                    try await bad[0].check(on: api, authorization: guest.token, idempotencyKey: "k")
                    try await bad[1].check(on: api, authorization: guest.token)
                    for key in ["", String(repeating: "k", count: 256)] {
                        try await BadCase(
                            "key of \(key.utf8.count)", Path.create, another.json, says: "Idempotency-Key"
                        )
                        .check(on: api, authorization: guest.token, idempotencyKey: key)
                    }
                }
                // Each guest has keys of their own.
                let theirs = try await api.post(Path.create, another.json, as: other, idempotencyKey: "k")
                #expect(theirs.status == 200 && theirs.text != first.text)
            }
        }

        @Test("another guest's order does not exist, whatever is asked of it")
        func anothers() async throws {
            try await Installation.with { installation in
                let (guest, other) = (try await installation.guest(17), try await installation.guest(18))
                let api = try await installation.serve().api
                let sn = try await api.place(Wish(), as: guest)
                try await installation.withoutWriting {
                    for number in [sn, "", "HSO-nobody", "' OR '1'='1", String(repeating: "9", count: 10_000)] {
                        for path in [Path.detail, Path.pay, Path.prepare] {
                            let body = #"{"sn":"\#(number)","orderSn":"\#(number)","serviceType":"homestayOrder"}"#
                            let isEmpty = number.isEmpty && path != Path.detail
                            try await BadCase(
                                "\(path) of \(number.prefix(20))", path, body, status: isEmpty ? 400 : 404,
                                code: isEmpty ? 100_002 : 400_001, says: isEmpty ? "orderSn" : "order"
                            ).check(on: api, authorization: other.token)
                        }
                    }
                    let list = try await api.post(
                        Path.list, #"{"lastId":0,"pageSize":100,"tradeState":-99}"#, as: other)
                    #expect(try list.data.require("list", as: [Order].self).isEmpty)
                }
            }
        }
    }
}
