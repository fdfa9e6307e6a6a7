import ErrorContract
import Database
import GRPCCore
import ServiceKit
import TestSupport
import Testing
import UsercenterContract

@testable import UsercenterRPC

@Suite("Registering")
struct RegisterTests {
    @Test(
        "a mobile number must be 5 to 15 digits",
        arguments: TestEngine.allCases,
        [
            "", "+", "1234", "1234567890123456", "+1234", "++12345", "12345+", "1380000 0199", "138-0000", "abcde",
            "１２３４５", "١٢٣٤٥", "12345\u{0}", "12345\n",
        ])
    func badMobile(engine: TestEngine, mobile: String) async throws {
        try await withUsers(engine) { users in
            let error = await #expect(throws: ServiceError.self) { try await users.register(mobile, "secret 1") }
            #expect(error?.code == .parameter)
            #expect(error?.message.hasPrefix("the mobile number must be 5 to 15 digits") == true)
        }
    }

    @Test("a password must be 6 to 128 characters", arguments: [0, 1, 5, 129, 100_000])
    func badPassword(length: Int) async throws {
        try await withUsers { users in
            let error = await #expect(throws: ServiceError.self) {
                try await users.register("13800000199", String(repeating: "x", count: length))
            }
            #expect(error?.code == .parameter)
            #expect(error?.message == "password must be 6 to 128 characters")
            let isRegistered = try await users.store.isRegistered(MobileNumber("13800000199"))
            #expect(!isRegistered)
        }
    }

    @Test("one character cannot hide a book of them")
    func combiningMarks() async throws {
        try await withUsers { users in
            let error = await #expect(throws: ServiceError.self) {
                try await users.register("13800000199", "pass e" + String(repeating: "\u{301}", count: 10_000))
            }
            #expect(error?.code == .parameter)
        }
    }

    @Test("a nickname is at most 64 characters, without control characters", arguments: [65, 0])
    func badNickname(length: Int) async throws {
        try await withUsers { users in
            let nickname = length == 0 ? "line\u{0}" : String(repeating: "n", count: length)
            let error = await #expect(throws: ServiceError.self) {
                try await users.register("13800000199", "secret 1", nickname: nickname)
            }
            #expect(error?.message.hasPrefix("nickname must") == true)
        }
    }

    @Test("another key than the mobile number, or another kind of sign-in, is refused")
    func badKey() async throws {
        try await withUsers { users in
            var otherKey = Pb_RegisterReq.system("13800000199", "secret 1")
            otherKey.authKey = "13800000200"
            var otherType = Pb_RegisterReq.system("13800000199", "secret 1")
            otherType.authType = "github"
            var withoutType = otherType
            withoutType.authType = ""
            for (request, message) in [
                (otherKey, "authKey must be the mobile number"),
                (otherType, "authType must be system or wxMini"),
                (withoutType, "authType must be system or wxMini"),
            ] {
                let error = await #expect(throws: ServiceError.self) {
                    try await users.service.register(request: request, context: .test)
                }
                #expect(error?.message == message)
            }
        }
    }

    @Test("a mobile number is registered once", arguments: TestEngine.allCases)
    func duplicate(engine: TestEngine) async throws {
        try await withUsers(engine) { users in
            try await users.register("13800000199", "secret 1")
            let error = await #expect(throws: ServiceError.self) {
                try await users.register("13800000199", "secret 2")
            }
            #expect(error?.code.number == 200_001)
            #expect(error?.code.kind == .conflict)
            #expect(error?.message == "this mobile number is registered already")
        }
    }

    @Test("of 200 who register the same number at the same time one succeeds", arguments: TestEngine.allCases)
    func race(engine: TestEngine) async throws {
        try await withUsers(engine) { users in
            let outcomes = await withTaskGroup(of: Result<UserID, any Error>.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        do {
                            return .success(try await users.register("13800000199", "secret \(number)"))
                        } catch {
                            return .failure(error)
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            var winners = 0
            for outcome in outcomes {
                switch outcome {
                case .success: winners += 1
                case .failure(let error): #expect((error as? ServiceError)?.code == .mobileRegistered)
                }
            }
            #expect(winners == 1)
            let rows = try await users.database.read { connection in
                try connection.firstRow("SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM user_auth)") {
                    [try $0.next() as Int, try $0.next() as Int]
                }
            }
            #expect(rows == [1, 1])
        }
    }

    @Test("the answer is a token for the new user, with its times in Unix seconds", arguments: TestEngine.allCases)
    func token(engine: TestEngine) async throws {
        try await withUsers(engine) { users in
            let response = try await users.service.register(
                request: .system("+8613800000199", "secret 1"), context: .test)
            #expect(response.accessExpire == 1_760_003_600)
            #expect(response.refreshAfter == 1_760_001_800)
            let id = try await users.tokens.verify(authorization: response.accessToken)
            #expect(try await users.store.user(id)?.mobile == "+8613800000199")
        }
    }

    @Test("who gives no nickname gets one from the mobile number", arguments: TestEngine.allCases)
    func nickname(engine: TestEngine) async throws {
        try await withUsers(engine) { users in
            let plain = try await users.register("13800000199", "secret 1")
            let named = try await users.register("13800000200", "secret 1", nickname: "小沈 🌿")
            #expect(try await users.store.user(plain)?.nickname == "Guest 0199")
            #expect(try await users.store.user(named)?.nickname == "小沈 🌿")
        }
    }

    @Test(
        "the shortest and the longest password are accepted", arguments: TestEngine.allCases,
        ["123456", String(repeating: "密", count: 128)])
    func passwordLengths(engine: TestEngine, password: String) async throws {
        try await withUsers(engine) { users in
            let id = try await users.register("13800000199", password)
            let login = try await users.service.login(request: .system("13800000199", password), context: .test)
            #expect(try await users.tokens.verify(authorization: login.accessToken) == id)
        }
    }

    @Test("who comes from WeChat has an open id and no password", arguments: TestEngine.allCases)
    func weChat(engine: TestEngine) async throws {
        try await withUsers(engine) { users in
            var request = Pb_RegisterReq()
            request.mobile = "13800000199"
            request.authType = "wxMini"
            for key in ["", "with space", "line\n", String(repeating: "o", count: 129)] {
                request.authKey = key
                let error = await #expect(throws: ServiceError.self) {
                    try await users.service.register(request: request, context: .test)
                }
                #expect(error?.message == "authKey must be an open id of 1 to 128 characters")
            }
            request.authKey = "oGZUI0egBJY1zhBYw2KhdUfwVJJE"
            request.password = "secret 1"
            await #expect(throws: ServiceError.self) {
                try await users.service.register(request: request, context: .test)
            }
            request.password = ""
            _ = try await users.service.register(request: request, context: .test)
            // The same open id with another number is the same person.
            request.mobile = "13800000200"
            let error = await #expect(throws: ServiceError.self) {
                try await users.service.register(request: request, context: .test)
            }
            #expect(error?.code == .mobileRegistered)
            #expect(try await !users.store.isRegistered(MobileNumber("13800000200")))
        }
    }
}
