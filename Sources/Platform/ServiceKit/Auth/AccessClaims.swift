import JWTKit

/// What an access token says: who it is for, and until when.
struct AccessClaims: JWTPayload {
    enum CodingKeys: String, CodingKey {
        case userID = "jwtUserId"
        case issuedAt = "iat"
        case expiration = "exp"
    }

    let userID: UserID
    let issuedAt: IssuedAtClaim?
    let expiration: ExpirationClaim

    /// The expiry is checked by ``AccessTokens``, against its own clock.
    func verify(using algorithm: some JWTAlgorithm) {}
}
