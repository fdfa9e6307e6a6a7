public import Clocks
import Foundation
import JWTKit

/// Makes and checks access tokens: JWT, HS256, with the user's number in `jwtUserId`.
public struct AccessTokens: Sendable {
    /// A new token and its times.
    public struct Issued: Sendable {
        public let token: String
        public let expiresAt: Timestamp
        /// When a client does well to ask for the next one: half-way to the expiry.
        public let refreshAfter: Timestamp
    }

    /// The least length of a secret, in bytes: that of the signature.
    public static let minimumSecretLength = 32

    /// How long a new token is valid.
    public let expiresAfter: Duration
    private let signing: JWTKeyCollection
    /// The signing key, and the one before it.
    private let accepted: [JWTKeyCollection]
    private let verified: VerifiedTokens
    private let clock: any WallClock

    /// - Parameters:
    ///   - secret: the key that signs and verifies.
    ///   - previousSecret: the key before it, still accepted while it is being replaced.
    /// - Precondition: both have ``minimumSecretLength`` bytes or more.
    public init(
        secret: String, previousSecret: String? = nil, expiresAfter: Duration, clock: any WallClock = SystemWallClock()
    ) async {
        signing = await Self.keys(secret)
        var accepted = [signing]
        if let previousSecret { accepted.append(await Self.keys(previousSecret)) }
        self.accepted = accepted
        self.expiresAfter = expiresAfter
        self.clock = clock
        verified = VerifiedTokens(capacity: 10_000)
    }

    /// A new token for a user.
    public func issue(for user: UserID) async throws -> Issued {
        let now = clock.now
        let expiresAt = now + expiresAfter
        let claims = AccessClaims(
            userID: user,
            issuedAt: .init(value: Date(timeIntervalSince1970: TimeInterval(now.seconds))),
            expiration: .init(value: Date(timeIntervalSince1970: TimeInterval(expiresAt.seconds))))
        do {
            return Issued(
                token: try await signing.sign(claims), expiresAt: expiresAt, refreshAfter: now + expiresAfter / 2)
        } catch {
            throw ServiceError(.tokenNotMade, "the access token could not be made", cause: error)
        }
    }

    /// The user that an `Authorization` header speaks for: a token, with or without `Bearer ` before it.
    /// - Throws: `tokenInvalid`, which says whether the token is missing, expired or not valid.
    public func verify(authorization: String?) async throws(ServiceError) -> UserID {
        guard let authorization, !authorization.isEmpty else {
            throw ServiceError(.tokenInvalid, "sign in first: the Authorization header is missing")
        }
        // The scheme's case does not matter (RFC 9110, 11.1).
        let isBearer = authorization.prefix(7).lowercased() == "bearer "
        let token = isBearer ? String(authorization.dropFirst(7)) : authorization
        let claims = try await claims(of: token)
        guard clock.now.seconds < claims.expiresAt else {
            throw ServiceError(.tokenInvalid, "the access token has expired, sign in again")
        }
        return claims.user
    }

    private func claims(of token: String) async throws(ServiceError) -> VerifiedTokens.Claims {
        if let claims = verified[token] { return claims }
        // The library verifies with the key's algorithm whatever the header says; a header that says another is a
        // forgery all the same.
        guard let header = try? DefaultJWTParser().parse(Array(token.utf8), as: AccessClaims.self).header,
            header.alg == "HS256"
        else { throw ServiceError(.tokenInvalid, "the access token is not valid") }
        for keys in accepted {
            // A key that does not fit is no error while another may.
            guard let payload = try? await keys.verify(token, as: AccessClaims.self) else { continue }
            // A peer that shares the key may have signed numbers that are no user and no moment.
            let expiresAt = payload.expiration.value.timeIntervalSince1970.rounded(.down)
            guard payload.userID > 0, let expiresAt = Int64(exactly: expiresAt) else { break }
            let claims = VerifiedTokens.Claims(user: payload.userID, expiresAt: expiresAt)
            verified[token] = claims
            return claims
        }
        throw ServiceError(.tokenInvalid, "the access token is not valid")
    }

    private static func keys(_ secret: String) async -> JWTKeyCollection {
        await JWTKeyCollection().add(hmac: .init(from: secret), digestAlgorithm: .sha256)
    }
}
