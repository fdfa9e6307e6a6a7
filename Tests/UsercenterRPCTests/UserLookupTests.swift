import ErrorContract
import GRPCCore
import ServiceKit
import TestSupport
import Testing
import UsercenterContract

@testable import UsercenterRPC

@Suite("Looking up users")
struct UserLookupTests {
    @Test(
        "an unknown user is not found, and gets no token", arguments: TestEngine.allCases,
        [0, -1, 99, .max, .min] as [Int64])
    func unknown(engine: TestEngine, id: Int64) async throws {
        try await withUsers(engine) { users in
            var info = Pb_GetUserInfoReq()
            info.id = id
            var token = Pb_GenerateTokenReq()
            token.userID = id
            let errors = await [
                #expect(throws: ServiceError.self) {
                    try await users.service.getUserInfo(request: info, context: .test)
                },
                #expect(throws: ServiceError.self) {
                    try await users.service.generateToken(request: token, context: .test)
                },
            ]
            for error in errors {
                #expect(error?.code.number == 200_003)
                #expect(error?.code.kind == .notFound)
            }
        }
    }

    @Test("a key must be one of its kind")
    func badKeys() async throws {
        try await withUsers { users in
            for (authType, authKey, message) in [
                ("github", "x", "authType must be system or wxMini"),
                ("system", "x", "the mobile number must be 5 to 15 digits, with or without a + before them"),
                ("wxMini", "\u{0}", "authKey must be an open id of 1 to 128 characters"),
            ] {
                var request = Pb_GetUserAuthByAuthKeyReq()
                request.authType = authType
                request.authKey = authKey
                let error = await #expect(throws: ServiceError.self) {
                    try await users.service.getUserAuthByAuthKey(request: request, context: .test)
                }
                #expect(error?.message == message)
            }
        }
    }

    @Test("a way to sign in that nobody has is unset", arguments: TestEngine.allCases)
    func unknownAuth(engine: TestEngine) async throws {
        try await withUsers(engine) { users in
            var byKey = Pb_GetUserAuthByAuthKeyReq()
            byKey.authType = "wxMini"
            byKey.authKey = "nobody"
            #expect(try await !users.service.getUserAuthByAuthKey(request: byKey, context: .test).hasUserAuth)
            var byUser = Pb_GetUserAuthByUserIdReq()
            byUser.userID = try await users.register("13800000199", "secret 1")
            byUser.authType = "wxMini"
            #expect(try await !users.service.getUserAuthByUserId(request: byUser, context: .test).hasUserAuth)
        }
    }

    @Test("a user's way to sign in is found by key and by user", arguments: TestEngine.allCases)
    func auth(engine: TestEngine) async throws {
        try await withUsers(engine) { users in
            try await users.register("13800000199", "secret 1")
            let id = try await users.register("13800000200", "secret 1")
            var byKey = Pb_GetUserAuthByAuthKeyReq()
            byKey.authType = "system"
            byKey.authKey = "13800000200"
            let found = try await users.service.getUserAuthByAuthKey(request: byKey, context: .test).userAuth
            #expect(found.userID == id)
            #expect(found.authType == "system")
            #expect(found.authKey == "13800000200")
            var byUser = Pb_GetUserAuthByUserIdReq()
            byUser.userID = id
            byUser.authType = "system"
            #expect(try await users.service.getUserAuthByUserId(request: byUser, context: .test).userAuth == found)
        }
    }

    @Test("a user is known by id, and gets a token", arguments: TestEngine.allCases)
    func known(engine: TestEngine) async throws {
        try await withUsers(engine) { users in
            var request = Pb_GetUserInfoReq()
            request.id = try await users.register("13800000199", "secret 1", nickname: "Shen")
            let user = try await users.service.getUserInfo(request: request, context: .test).user
            #expect(user.id == request.id)
            #expect(user.mobile == "13800000199")
            #expect(user.nickname == "Shen")
            #expect(user.sex == 0)
            var token = Pb_GenerateTokenReq()
            token.userID = request.id
            let issued = try await users.service.generateToken(request: token, context: .test)
            #expect(try await users.tokens.verify(authorization: "Bearer \(issued.accessToken)") == request.id)
        }
    }

    @Test("hosts are added once, whoever asks, and keep their numbers", arguments: TestEngine.allCases)
    func hosts(engine: TestEngine) async throws {
        try await withUsers(engine) { users in
            let database = users.database
            let first = try await withThrowingTaskGroup(of: [UserID].self) { group in
                for _ in 0..<4 { group.addTask { try await UsercenterRPCServer.seedHosts(database) } }
                return try await group.reduce(into: Set<[UserID]>()) { $0.insert($1) }
            }
            #expect(first.count == 1)
            try await users.register("13800000199", "secret 1")
            let again = try await UsercenterRPCServer.seedHosts(database)
            #expect(first == [again])
            #expect(Set(again).count == 5)
            #expect(try await users.store.user(again[0])?.nickname == "Shen Yulan")
        }
    }

    @Test("nobody can register as a host", arguments: TestEngine.allCases)
    func hostTaken(engine: TestEngine) async throws {
        try await withUsers(engine) { users in
            try await UsercenterRPCServer.seedHosts(users.database)
            let error = await #expect(throws: ServiceError.self) { try await users.register("10000000001", "secret 1") }
            #expect(error?.code == .mobileRegistered)
        }
    }
}
