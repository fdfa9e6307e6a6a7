import AsyncHTTPClient
import Clocks
import Crypto
import Foundation
import Testing

extension EndToEnd {
    @Suite("Bad input: tokens")
    struct TokenTests {
        @Test("a request without a valid token is refused on every endpoint that needs one")
        func refused() async throws {
            try await Installation.with { installation in
                let guest = try await installation.guest()
                let key = try installation.tokenKey()
                let api = try await installation.serve().api
                try await installation.withoutWriting {
                    for path in [Path.create, Path.list, Path.detail, Path.prepare, Path.pay, Path.user] {
                        for (name, header) in Self.headers(like: guest, key) {
                            try await BadCase(
                                "\(path): \(name)", path, Wish().json, status: 401, code: 100_003, says: "token"
                            ).check(on: api, authorization: header)
                        }
                        try await BadCase(
                            "\(path): none", path, Wish().json, status: 401, code: 100_003, says: "Authorization"
                        ).check(on: api, authorization: nil)
                    }
                }
            }
        }

        private static func headers(like guest: Guest, _ key: String) -> [(String, String)] {
            let later = SystemWallClock().now.seconds + 3600
            let claims = #"{"jwtUserId":17,"exp":\#(later)}"#
            let parts = guest.token.split(separator: ".").map(String.init)
            let flipped = parts[2].hasPrefix("A") ? "B" : "A"
            return [
                ("expired", .signed(#"{"jwtUserId":17,"exp":\#(later - 7200)}"#, key)),
                ("expired in 1970", .signed(#"{"jwtUserId":17,"exp":0}"#, key)),
                ("no expiry", .signed(#"{"jwtUserId":17}"#, key)),
                ("an expiry in words", .signed(#"{"jwtUserId":17,"exp":"tomorrow"}"#, key)),
                ("an expiry beyond time", .signed(#"{"jwtUserId":17,"exp":1e300}"#, key)),
                ("no user", .signed(#"{"exp":\#(later)}"#, key)),
                ("user 0", .signed(#"{"jwtUserId":0,"exp":\#(later)}"#, key)),
                ("user -1", .signed(#"{"jwtUserId":-1,"exp":\#(later)}"#, key)),
                ("a user in words", .signed(#"{"jwtUserId":"17","exp":\#(later)}"#, key)),
                ("half a user", .signed(#"{"jwtUserId":1.5,"exp":\#(later)}"#, key)),
                ("too large a user", .signed(#"{"jwtUserId":9223372036854775808,"exp":\#(later)}"#, key)),
                ("claims that are no object", .signed("[17]", key)),
                ("another key", .signed(claims, key + "x")),
                ("no key", .signed(claims, "")),
                ("HS512", .signed(claims, key, algorithm: "HS512", by: HMAC<SHA512>.self)),
                ("HS512 called HS256", .signed(claims, key, by: HMAC<SHA512>.self)),
                ("HS256 called RS256", .signed(claims, key, algorithm: "RS256")),
                ("none", .unsigned(claims, algorithm: "none")),
                ("None", .unsigned(claims, algorithm: "None")),
                ("none, signed", .signed(claims, key, algorithm: "none")),
                ("no signature", .unsigned(claims, algorithm: "HS256")),
                ("other claims under the signature", "\(parts[0]).\(claims.base64URL).\(parts[2])"),
                ("a changed signature", "\(parts[0]).\(parts[1]).\(flipped)\(parts[2].dropFirst())"),
                ("two parts", "\(parts[0]).\(parts[1])"), ("four parts", guest.token + ".x"), ("dots", ".."),
                ("garbage", "garbage"), ("Bearer alone", "Bearer token"),
                ("Bearer twice", "Bearer Bearer " + guest.token),
                ("another scheme", "Basic " + guest.token), ("long", String(repeating: "a", count: 20_000)),
            ]
        }

        @Test("a valid token is taken with and without Bearer before it")
        func accepted() async throws {
            try await Installation.with { installation in
                let guest = try await installation.guest()
                let api = try await installation.serve().api
                let later = SystemWallClock().now.seconds + 3600
                let foreign = String.signed(
                    #"{"jwtUserId":17,"exp":\#(later),"aud":["x"]}"#, try installation.tokenKey())
                for header in [guest.token, "Bearer " + guest.token, "bearer " + guest.token, foreign] {
                    let reply = try await api.post(
                        Path.list, .bytes(Array(#"{"lastId":0,"pageSize":1,"tradeState":-99}"#.utf8)),
                        authorization: header)
                    #expect(reply.status == 200, "\(reply)")
                }
            }
        }

        @Test("while the secret is being replaced, both are taken; after that, the old one is not")
        func rotation() async throws {
            try await Installation.with { installation in
                let (old, new) = (String(repeating: "o", count: 32), String(repeating: "n", count: 32))
                let claims = #"{"jwtUserId":17,"exp":\#(SystemWallClock().now.seconds + 3600)}"#
                func statuses(_ settings: [String: String]) async throws -> [Int] {
                    let server = try await installation.serve(settings: settings)
                    var statuses: [Int] = []
                    for key in [old, new] {
                        statuses.append(
                            try await server.api.post(
                                Path.list, .bytes(Array(#"{"lastId":0,"pageSize":1,"tradeState":-99}"#.utf8)),
                                authorization: .signed(claims, key)
                            ).status)
                    }
                    try await server.stop()
                    return statuses
                }
                let before = try await statuses(["JWT_SECRET": old])
                let meanwhile = try await statuses(["JWT_SECRET": new, "JWT_PREVIOUS_SECRET": old])
                let after = try await statuses(["JWT_SECRET": new])
                #expect(before == [200, 401])
                #expect(meanwhile == [200, 200])
                #expect(after == [401, 200])
            }
        }
    }
}
