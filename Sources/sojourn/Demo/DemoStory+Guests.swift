import Foundation

extension DemoStory {
    /// Registers somebody new. The number is drawn, so that the story can be told again; nobody learns the password.
    func signUp() async throws -> Guest {
        let mobile = "19\(Int.random(in: 100_000_000...999_999_999))"
        let reply = try await client.register(mobile: mobile, password: UUID().uuidString)
        let answer: SignedUp = try reply.success()
        guard !answer.accessToken.isEmpty else { throw reply.unexpected("an access token", came: "an empty one") }
        let validFor = answer.accessExpire - Int64(Date().timeIntervalSince1970)
        guard validFor > 0 else {
            throw reply.unexpected("a token that is valid", came: "one that expired \(-validFor) seconds ago")
        }
        try teller.holds("\(mobile) is registered and signed in")
        return Guest(mobile: mobile, token: answer.accessToken)
    }
}
