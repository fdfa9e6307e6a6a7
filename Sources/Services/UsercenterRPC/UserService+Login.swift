import GRPCCore
import Logging
import ServiceKit
import UsercenterContract

extension UserService {
    /// Signs a user in by mobile number and password.
    func login(request: Pb_LoginReq, context: ServerContext) async throws -> Pb_LoginResp {
        guard try SignInKey.Kind(authType: request.authType) == .system else {
            throw ServiceError(.parameter, "authType must be system: the others sign in without a password")
        }
        let mobile = try MobileNumber(request.authKey)
        let password = try Password(attempt: request.password)
        let credentials = try await users.credentials(SignInKey(mobile: mobile))
        let isRight = try await hasher.verify(password, against: credentials?.passwordHash)
        guard isRight, let credentials, let hash = credentials.passwordHash else {
            throw ServiceError.wrongCredentials
        }
        if hash.parameters != hasher.parameters {
            await renew(hash, of: credentials, password)
        }
        return try await Pb_LoginResp(tokens.issue(for: credentials.userID))
    }

    /// Hashes a right password with the present parameters.
    private func renew(_ hash: PasswordHash, of credentials: Credentials, _ password: Password) async {
        do {
            try await users.replacePasswordHash(
                of: credentials.authID, hash, with: try await hasher.hash(password))
        } catch {
            // The user is signed in all the same, and the next time tries again.
            logger.warning(
                "a password keeps its old hash", metadata: ["user": "\(credentials.userID)", "error": "\(error)"])
        }
    }
}
