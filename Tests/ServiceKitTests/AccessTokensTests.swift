import Clocks
import Foundation
import JWTKit
import ServiceKit
import Testing

@Suite("Access tokens")
struct AccessTokensTests {
    static let secret = "a secret for tests, long enough for the longest of the signatures, 64 bytes"
    private let clock = ManualWallClock()

    private func tokens(_ secret: String = Self.secret, previous: String? = nil) async -> AccessTokens {
        await AccessTokens(secret: secret, previousSecret: previous, expiresAfter: .seconds(3600), clock: clock)
    }

    @Test("speak for their user, with or without Bearer before them", arguments: ["", "Bearer "])
    func roundTrip(_ prefix: String) async throws {
        let tokens = await tokens()
        let issued = try await tokens.issue(for: 17)
        #expect(try await tokens.verify(authorization: prefix + issued.token) == 17)
        #expect(issued.expiresAt == clock.now + .seconds(3600))
        #expect(issued.refreshAfter == clock.now + .seconds(1800))
    }

    @Test("carry the user as the number jwtUserId")
    func claims() async throws {
        let token = try await tokens().issue(for: 17).token
        let payload = try #require(Self.part(1, of: token))
        let object = try #require(try JSONSerialization.jsonObject(with: payload) as? [String: Any])
        #expect(object["jwtUserId"] as? Int == 17)
        #expect(object["exp"] as? Int == Int(clock.now.seconds) + 3600)
    }

    @Test("end at their expiry, also when they were seen before")
    func expiry() async throws {
        let tokens = await tokens()
        let token = try await tokens.issue(for: 17).token
        clock.advance(by: .seconds(3599))
        #expect(try await tokens.verify(authorization: token) == 17)
        clock.advance(by: .seconds(1))
        await expectRefusal(of: token, by: tokens, saying: "expired")
    }

    @Test("of the previous secret are accepted while it is being replaced")
    func rotation() async throws {
        let old = try await tokens().issue(for: 17).token
        let replaced = await tokens("another secret for tests, just as long", previous: Self.secret)
        #expect(try await replaced.verify(authorization: old) == 17)
        await expectRefusal(of: old, by: await tokens("another secret for tests, just as long"), saying: "not valid")
    }

    @Test(
        "that are no tokens are refused",
        arguments: [
            "", "Bearer ", "x", "a.b", "a.b.c", "a.b.c.d", "....", "Basic dXNlcjpwYXNz", "🦆.🦆.🦆",
            String(repeating: "a.", count: 5000),
        ])
    func garbage(_ text: String) async throws {
        await expectRefusal(of: text, by: await tokens(), saying: text.isEmpty ? "missing" : "not valid")
    }

    @Test("of other algorithms are refused, none above all", arguments: ["none", "None", "HS512", "RS256", "hs256"])
    func algorithms(_ algorithm: String) async throws {
        let tokens = await tokens()
        let good = try await tokens.issue(for: 17).token
        let header = Data(#"{"alg":"\#(algorithm)","typ":"JWT"}"#.utf8).base64URL
        let parts = good.split(separator: ".")
        for forged in ["\(header).\(parts[1]).", "\(header).\(parts[1]).\(parts[2])"] {
            await expectRefusal(of: forged, by: tokens, saying: "not valid")
        }
        // The right secret with the wrong algorithm.
        let keys = await JWTKeyCollection().add(hmac: .init(from: Self.secret), digestAlgorithm: .sha512)
        let signed = try await keys.sign(Claims(jwtUserId: 17, exp: .init(value: .distantFuture)))
        await expectRefusal(of: signed, by: tokens, saying: "not valid")
    }

    @Test("without an expiry or a user are refused")
    func incomplete() async throws {
        let keys = await JWTKeyCollection().add(hmac: .init(from: Self.secret), digestAlgorithm: .sha256)
        let tokens = await tokens()
        for claims in [Claims(jwtUserId: 17), Claims(exp: .init(value: .distantFuture)), Claims()] {
            await expectRefusal(of: try await keys.sign(claims), by: tokens, saying: "not valid")
        }
    }

    @Test("whose payload was changed are refused")
    func changed() async throws {
        let tokens = await tokens()
        let parts = try await tokens.issue(for: 17).token.split(separator: ".")
        let payload = Data(#"{"jwtUserId":1,"exp":4102444800}"#.utf8).base64URL
        await expectRefusal(of: "\(parts[0]).\(payload).\(parts[2])", by: tokens, saying: "not valid")
    }

    private func expectRefusal(of token: String, by tokens: AccessTokens, saying words: String) async {
        let error = await #expect(throws: ServiceError.self) { _ = try await tokens.verify(authorization: token) }
        #expect(error?.code == .tokenInvalid)
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }

    private static func part(_ index: Int, of token: String) -> Data? {
        var text = token.split(separator: ".")[index].replacing("-", with: "+").replacing("_", with: "/")
        while text.count % 4 != 0 { text += "=" }
        return Data(base64Encoded: String(text))
    }
}

private struct Claims: JWTPayload {
    var jwtUserId: Int?
    var exp: ExpirationClaim?

    func verify(using algorithm: some JWTAlgorithm) {}
}

extension Data {
    fileprivate var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
