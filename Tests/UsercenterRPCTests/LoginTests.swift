import ErrorContract
import Clocks
import Database
import GRPCCore
import ServiceKit
import TestSupport
import Testing
import UsercenterContract

@testable import UsercenterRPC

@Suite("Signing in")
struct LoginTests {
    @Test("a wrong number and a wrong password are told in the same words", arguments: TestEngine.allCases)
    func wrong(engine: TestEngine) async throws {
        try await withUsers(engine) { users in
            try await users.register("13800000199", "secret 1")
            for (mobile, password) in [
                ("13800000199", "secret 2"), ("13800000199", "SECRET 1"), ("13800000199", "secret 1 "),
                ("13800000199", "x"), ("13800000200", "secret 1"), ("+13800000199", "secret 1"),
            ] {
                let error = await #expect(throws: ServiceError.self) {
                    try await users.service.login(request: .system(mobile, password), context: .test)
                }
                #expect(error?.code.number == 200_002)
                #expect(error?.code.kind == .unauthenticated)
                #expect(error?.message == "the mobile number or the password is wrong")
            }
        }
    }

    @Test("a password that is missing or endless is refused")
    func malformed() async throws {
        try await withUsers { users in
            try await users.register("13800000199", "secret 1")
            for (password, message) in [
                ("", "password is missing"),
                (String(repeating: "x", count: 129), "password must be at most 128 characters"),
            ] {
                let error = await #expect(throws: ServiceError.self) {
                    try await users.service.login(request: .system("13800000199", password), context: .test)
                }
                #expect(error?.code == .parameter)
                #expect(error?.message == message)
            }
        }
    }

    @Test("only system signs in with a password", arguments: ["wxMini", "", "System"])
    func otherKinds(authType: String) async throws {
        try await withUsers { users in
            var request = Pb_LoginReq.system("13800000199", "secret 1")
            request.authType = authType
            let error = await #expect(throws: ServiceError.self) {
                try await users.service.login(request: request, context: .test)
            }
            #expect(error?.code == .parameter)
            #expect(error?.message.hasPrefix("authType must be system") == true)
        }
    }

    @Test("a host of the sample catalogue has no password to sign in with", arguments: TestEngine.allCases)
    func host(engine: TestEngine) async throws {
        try await withUsers(engine) { users in
            try await UsercenterRPCServer.seedHosts(users.database)
            for password in ["password", "123456", " "] {
                let error = await #expect(throws: ServiceError.self) {
                    try await users.service.login(request: .system("10000000001", password), context: .test)
                }
                #expect(error?.code == .wrongCredentials)
            }
        }
    }

    @Test("a stored hash that cannot be read is our fault, and not shown", arguments: TestEngine.allCases)
    func damagedHash(engine: TestEngine) async throws {
        try await withUsers(engine) { users in
            try await users.register("13800000199", "secret 1")
            try await users.database.write { connection in
                _ = try connection.execute("UPDATE user_auth SET password_hash = 'plain text'")
            }
            let error = await #expect(throws: (any Error).self) {
                try await users.service.login(request: .system("13800000199", "secret 1"), context: .test)
            }
            #expect(try ServiceError(#require(error)).code == .server)
            #expect("\(try #require(error))".contains("plain text") == false)
        }
    }

    @Test("the right password gives a token for its user", arguments: TestEngine.allCases)
    func right(engine: TestEngine) async throws {
        try await withUsers(engine) { users in
            let id = try await users.register("13800000199", "secret 1")
            try await users.register("13800000200", "secret 1")
            users.clock.advance(by: .seconds(10))
            let response = try await users.service.login(request: .system("13800000199", "secret 1"), context: .test)
            #expect(try await users.tokens.verify(authorization: response.accessToken) == id)
            #expect(response.accessExpire == 1_760_003_610)
            #expect(response.refreshAfter == 1_760_001_810)
        }
    }

    @Test("a hash made more cheaply than today's is replaced when its user signs in", arguments: TestEngine.allCases)
    func renewal(engine: TestEngine) async throws {
        try await withUsers(engine) { users in
            try await users.register("13800000199", "secret 1")
            let dearer = ScryptParameters(logRounds: 3, blockSize: 2, parallelism: 1)
            try await withHasher(PasswordHasher(parameters: dearer, threads: 1)) { hasher in
                let service = users.service(hasher)
                await #expect(throws: ServiceError.self) {
                    try await service.login(request: .system("13800000199", "secret 2"), context: .test)
                }
                let kept = try await parameters(users)
                #expect(kept == cheap)
                _ = try await service.login(request: .system("13800000199", "secret 1"), context: .test)
                let renewed = try await parameters(users)
                #expect(renewed == dearer)
                _ = try await service.login(request: .system("13800000199", "secret 1"), context: .test)
            }
        }
    }

    private func parameters(_ users: Users) async throws -> ScryptParameters? {
        try await users.store.credentials(SignInKey(mobile: MobileNumber("13800000199")))?.passwordHash?.parameters
    }
}
