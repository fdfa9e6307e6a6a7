import Clocks
import Database
import protocol Database.Database
import GRPCCore
import Logging
import ServiceKit
import TestSupport
import UsercenterContract

@testable import UsercenterRPC

/// Users on a database of their own.
struct Users {
    let database: any Database
    let tokens: AccessTokens
    let clock: ManualWallClock
    let hasher: PasswordHasher

    var store: UserStore { UserStore(database: database) }
    var service: UserService { service(hasher) }

    func service(_ hasher: PasswordHasher) -> UserService {
        UserService(users: store, tokens: tokens, hasher: hasher, logger: Logger(label: "users"), clock: clock)
    }

    @discardableResult
    func register(_ mobile: String, _ password: String, nickname: String = "") async throws -> UserID {
        let response = try await service.register(
            request: .system(mobile, password, nickname: nickname), context: .test)
        return try await tokens.verify(authorization: response.accessToken)
    }
}

/// HS256 wants 32 bytes.
private let secret = "a secret that nobody else has heard"

/// Hashes as cheaply as it goes, for tests of what is not the hash.
let cheap = ScryptParameters(logRounds: 2, blockSize: 1, parallelism: 1)

/// Runs `body` without any users.
func withUsers(_ engine: TestEngine = .sqlite, _ body: (Users) async throws -> Void) async throws {
    let clock = ManualWallClock(now: Timestamp(seconds: 1_760_000_000))
    let tokens = await AccessTokens(secret: secret, expiresAfter: .seconds(3600), clock: clock)
    try await withDatabase(engine) { database in
        try await database.migrate(Migrations.all)
        try await withHasher { hasher in
            try await body(Users(database: database, tokens: tokens, clock: clock, hasher: hasher))
        }
    }
}

/// Runs `body` beside a hasher.
func withHasher(
    _ hasher: PasswordHasher = PasswordHasher(parameters: cheap, threads: 2),
    _ body: (PasswordHasher) async throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await hasher.run() }
        // The threads start with the task that was just added; until then there is no one to hash.
        while true {
            do {
                _ = try await hasher.hash(try Password(chosen: "is it up?"))
                break
            } catch is CancellationError {
                await Task.yield()
            }
        }
        try await body(hasher)
        group.cancelAll()
    }
}

extension Pb_RegisterReq {
    static func system(_ mobile: String, _ password: String, nickname: String = "") -> Self {
        var request = Self()
        request.mobile = mobile
        request.password = password
        request.nickname = nickname
        request.authType = "system"
        request.authKey = mobile
        return request
    }
}

extension Pb_LoginReq {
    static func system(_ mobile: String, _ password: String) -> Self {
        var request = Self()
        request.authType = "system"
        request.authKey = mobile
        request.password = password
        return request
    }
}

extension ServerContext {
    static var test: ServerContext {
        ServerContext(
            descriptor: MethodDescriptor(fullyQualifiedService: "pb.test", method: "test"), remotePeer: "test",
            localPeer: "test", cancellation: RPCCancellationHandle())
    }
}
