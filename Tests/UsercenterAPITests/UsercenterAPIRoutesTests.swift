import GRPCCore
import GRPCInProcessTransport
import Hummingbird
import HummingbirdTesting
import NIOCore
import ServiceKit
import Testing
import UsercenterAPI
import UsercenterContract

@Suite("Accounts over HTTP")
struct UsercenterAPIRoutesTests {
    @Test(
        "what is missing or of the wrong type is named",
        arguments: [
            ("register", "{}", "mobile is missing"),
            ("register", #"{"mobile":"13800000199"}"#, "password is missing"),
            ("login", "", "mobile is missing"),
            ("login", #"{"mobile":"13800000199","password":null}"#, "password is missing"),
        ])
    func badInput(path: String, body: String, message: String) async throws {
        let answer = try await post(path, body)
        #expect(answer.status == .badRequest)
        #expect(answer.body == #"{"code":100002,"msg":"\#(message)"}"#)
    }

    @Test("a number is no mobile number, and no JSON is none", arguments: [#"{"mobile":13800000199}"#, "[]", "{", "x"])
    func badJSON(body: String) async throws {
        #expect(try await post("register", body).status == .badRequest)
    }

    @Test("a registered number is a conflict")
    func conflict() async throws {
        let answer = try await post("register", #"{"mobile":"13800000199","password":"secret 1"}"#)
        #expect(answer.status == .conflict)
        #expect(answer.body == #"{"code":200001,"msg":"registered already"}"#)
    }

    @Test("wrong credentials are 401")
    func wrong() async throws {
        let answer = try await post("login", #"{"mobile":"13800000199","password":"wrong"}"#)
        #expect(answer.status == .unauthorized)
        #expect(answer.body == #"{"code":200002,"msg":"wrong"}"#)
    }

    @Test("nobody sees a record without a valid token", arguments: [nil, "", "Bearer ", "Bearer x.y.z", "null"])
    func notSignedIn(authorization: String?) async throws {
        let answer = try await post("detail", "{}", authorization: authorization)
        #expect(answer.status == .unauthorized)
        #expect(answer.body.contains(#""code":100003"#))
    }

    @Test("a body cannot ask for another user's record")
    func anotherUser() async throws {
        let answer = try await post("detail", #"{"id":7,"userId":7}"#, authorization: token(of: 8))
        #expect(answer.status == .notFound)
        #expect(answer.body == #"{"code":200003,"msg":"no such user"}"#)
    }

    @Test("registering and signing in answer with a token and its times")
    func tokens() async throws {
        let times = #""accessExpire":200,"refreshAfter":100"#
        let register = try await post("register", #"{"mobile":"+8613800000200","password":"secret 1"}"#)
        #expect(
            register.body
                == #"{"code":200,"msg":"OK","data":{"accessToken":"token of +8613800000200",\#(times)}}"#)
        let login = try await post("login", #"{"mobile":"13800000199","password":"right"}"#)
        #expect(login.body == #"{"code":200,"msg":"OK","data":{"accessToken":"token of 7",\#(times)}}"#)
    }

    @Test("the signed-in user sees their own record")
    func detail() async throws {
        let answer = try await post("detail", "", authorization: token(of: 7))
        let user = #"{"id":7,"mobile":"13800000199","nickname":"Shen","sex":1,"avatar":"","info":""}"#
        #expect(answer.status == .ok)
        #expect(answer.body == #"{"code":200,"msg":"OK","data":{"userInfo":\#(user)}}"#)
    }

    /// HS256 wants 32 bytes.
    private static let secret = "a secret that nobody else has heard"

    private func accessTokens() async -> AccessTokens {
        await AccessTokens(secret: Self.secret, expiresAfter: .seconds(60))
    }

    private func token(of user: UserID) async throws -> String {
        try await "Bearer \(accessTokens().issue(for: user).token)"
    }

    private func post(
        _ path: String, _ body: String, authorization: String? = nil
    ) async throws -> (status: HTTPResponse.Status, body: String) {
        let transport = InProcessTransport()
        return try await withGRPCServer(transport: transport.server, services: [SampleUsers()]) { _ in
            try await withGRPCClient(transport: transport.client) { client in
                let routes = ServiceRoutes(tokens: await accessTokens())
                try UsercenterAPIRoutes(users: Pb_usercenter.Client(wrapping: client)).add(to: routes)
                return try await Application(router: routes.router).test(.router) { http in
                    try await http.execute(
                        uri: "/usercenter/v1/user/\(path)", method: .post,
                        headers: authorization.map { [.authorization: $0] } ?? [:], body: ByteBuffer(string: body)
                    ) { response in (response.status, String(buffer: response.body)) }
                }
            }
        }
    }
}
