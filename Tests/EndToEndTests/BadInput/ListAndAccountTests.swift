import Testing

extension EndToEnd {
    @Suite("Bad input: lists and accounts")
    struct ListAndAccountTests {
        @Test("a page that cannot be is refused by name")
        func pages() async throws {
            try await Installation.with { installation in
                let guest = try await installation.guest()
                let api = try await installation.serve().api
                let lists: [(path: String, fields: [String: String])] = [
                    (Path.list, ["lastId": "0", "pageSize": "1", "tradeState": "-99"]),
                    (Path.homestays, ["page": "1", "pageSize": "1"]),
                    (Path.businesses, ["lastId": "0", "pageSize": "1"]),
                    (Path.comments, ["lastId": "0", "pageSize": "1"]),
                ]
                for (path, fields) in lists {
                    #expect(
                        try await api.post(path, Self.json(fields), as: guest).status == 200, "\(path): the good case")
                    for (name, values) in Self.badValues {
                        guard fields[name] != nil else { continue }
                        for value in values {
                            let body = Self.json(fields.merging([name: value]) { $1 })
                            try await BadCase("\(path): \(name) \(value)", path, body, says: name)
                                .check(on: api, authorization: guest.token)
                        }
                    }
                    for name in fields.keys {
                        let body = Self.json(fields.filter { $0.key != name })
                        try await BadCase("\(path): no \(name)", path, body, says: name)
                            .check(on: api, authorization: guest.token)
                    }
                }
            }
        }

        private static let badValues: [String: [String]] = [
            "pageSize": [
                "0", "-1", "101", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1.5", "1e2",
                #""10""#, "null", "[]",
            ],
            "page": ["0", "-1", "9223372036854775807", "-9223372036854775808", "1.0", #""1""#, "true"],
            "lastId": ["-1", "-9223372036854775808", "9223372036854775808", "0.5", #""0""#, "{}"],
            "tradeState": ["1.5", #""0""#, "null", "99999999999999999999"],
        ]

        @Test("a detail of nothing is refused")
        func details() async throws {
            try await Installation.with { installation in
                let api = try await installation.serve().api
                for (id, status) in [
                    ("0", 404), ("-1", 404), ("9223372036854775807", 404), ("1.5", 400), (#""1""#, 400),
                ] {
                    let reply = try await api.post(Path.homestay, #"{"id":\#(id)}"#)
                    #expect(reply.status == status || reply.status == 400, "\(id): \(reply)")
                }
            }
        }

        @Test("an account that cannot be is not made, and nobody learns who has one")
        func accounts() async throws {
            try await Installation.with { installation in
                let api = try await installation.serve().api
                let good = #"{"mobile":"13800000001","password":"open sesame"}"#
                #expect(try await api.post(Path.register, good).status == 200)
                try await installation.withoutWriting {
                    for (mobile, password, says) in Self.badAccounts {
                        try await BadCase(
                            "\(mobile) \(password.prefix(20))", Path.register,
                            #"{"mobile":\#(mobile),"password":\#(password)}"#, says: says
                        ).check(on: api, authorization: nil)
                    }
                    try await BadCase(
                        "registered twice", Path.register, good, status: 409, code: 200_001, says: "registered"
                    ).check(on: api, authorization: nil)
                    let wrong = try await api.post(
                        Path.login, #"{"mobile":"13800000001","password":"open barley"}"#)
                    let unknown = try await api.post(
                        Path.login, #"{"mobile":"13800000002","password":"open sesame"}"#)
                    #expect(wrong.status == 401 && wrong.code == 200_002 && wrong.text == unknown.text)
                }
                #expect(try await api.post(Path.login, good).status == 200)
            }
        }

        private static let badAccounts = [
            (#""""#, #""open sesame""#, "mobile"), (#""1380000000a""#, #""open sesame""#, "mobile"),
            (#""1234""#, #""open sesame""#, "mobile"), (#""1234567890123456""#, #""open sesame""#, "mobile"),
            (#""++13800000002""#, #""open sesame""#, "mobile"), (#""１３８００００００02""#, #""open sesame""#, "mobile"),
            ("13800000002", #""open sesame""#, "mobile"), ("null", #""open sesame""#, "mobile"),
            (#""13800000002""#, #""""#, "password"), (#""13800000002""#, #""short""#, "password"),
            (#""13800000002""#, "null", "password"), (#""13800000002""#, "12345678", "password"),
            (#""13800000002""#, #""\#(String(repeating: "p", count: 129))""#, "password"),
        ]

        private static func json(_ fields: [String: String]) -> String {
            "{" + fields.map { #""\#($0)":\#($1)"# }.joined(separator: ",") + "}"
        }
    }
}
