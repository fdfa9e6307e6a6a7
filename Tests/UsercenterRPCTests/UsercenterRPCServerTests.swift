import ErrorContract
import GRPCCore
import GRPCInProcessTransport
import Logging
import ServiceKit
import TestSupport
import Testing
import UsercenterContract

@testable import UsercenterRPC

@Suite("usercenter-rpc over gRPC")
struct UsercenterRPCServerTests {
    @Test("a user registers, signs in and is known; errors keep their codes", arguments: TestEngine.allCases)
    func wholeWay(engine: TestEngine) async throws {
        try await withUsers(engine) { users in
            let server = try await UsercenterRPCServer(
                database: users.database, tokens: users.tokens, hasher: users.hasher, logger: Logger(label: "users"),
                clock: users.clock)
            let transport = InProcessTransport()
            try await withGRPCServer(
                transport: transport.server, services: [server.usercenter],
                interceptors: [RPCErrors(logger: Logger(label: "users"))]
            ) { _ in
                try await withGRPCClient(transport: transport.client) { client in
                    let usercenter = Pb_usercenter.Client(wrapping: client)
                    let early = await #expect(throws: RPCError.self) {
                        try await usercenter.login(.system("13800000199", "secret 1"))
                    }
                    #expect(early?.code == .unauthenticated)
                    #expect(try ServiceError(#require(early)).code == .wrongCredentials)

                    _ = try await usercenter.register(.system("13800000199", "secret 1"))
                    let again = await #expect(throws: RPCError.self) {
                        try await usercenter.register(.system("13800000199", "secret 1"))
                    }
                    #expect(again?.code == .failedPrecondition)
                    #expect(try ServiceError(#require(again)).code == .mobileRegistered)

                    let login = try await usercenter.login(.system("13800000199", "secret 1"))
                    var request = Pb_GetUserInfoReq()
                    request.id = try await users.tokens.verify(authorization: login.accessToken)
                    #expect(try await usercenter.getUserInfo(request).user.nickname == "Guest 0199")

                    request.id = 999
                    let unknown = await #expect(throws: RPCError.self) { try await usercenter.getUserInfo(request) }
                    #expect(unknown?.code == .notFound)
                }
            }
        }
    }
}
