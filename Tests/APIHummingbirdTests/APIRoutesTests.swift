import APIHummingbird
import APIRuntime
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JSON
import NIOCore
import Testing

@Suite("Routes of .api files on Hummingbird")
struct APIRoutesTests {
    typealias Context = BasicRequestContext
    typealias Answer = (status: HTTPResponse.Status, body: String, type: String?)

    private struct Refused: Error, HTTPResponseError {
        let status = HTTPResponse.Status.unauthorized

        func response(from request: Request, context: some RequestContext) throws -> Response {
            Response(status: status)
        }
    }

    /// Adds a word to the body of each response.
    private struct Tag: RouterMiddleware {
        let word: String

        func handle(
            _ request: Request, context: Context, next: (Request, Context) async throws -> Response
        ) async throws -> Response {
            var response = try await next(request, context)
            response.headers[HTTPField.Name("Tags")!] = word + (response.headers[HTTPField.Name("Tags")!] ?? "")
            return response
        }
    }

    private var options: APIRouteOptions<Context, Int> {
        var options = APIRouteOptions<Context, Int>()
        options.authenticate = { request, signIn in
            guard request.headers[.authorization] == signIn.section else { throw Refused() }
            return 7
        }
        options.verifySignature = { request in
            guard !request.body.isEmpty else { throw HTTPError(.forbidden) }
        }
        options.middleware = ["A": Tag(word: "a"), "B": Tag(word: "b")]
        return options
    }

    private func send(
        _ route: APIRoute, options: APIRouteOptions<Context, Int>? = nil, uri: String? = nil, headers: HTTPFields = [:],
        body: String = "", handler: @escaping @Sendable (APIRequest) async throws -> APIAnswer
    ) async throws -> Answer {
        let router = Router(context: Context.self)
        try APIRoutes(on: router, options: options ?? self.options).add(route, handler)
        return try await Application(router: router).test(.router) { client in
            try await client.execute(
                uri: uri ?? route.path, method: HTTPRequest.Method(rawValue: route.method.rawValue)!, headers: headers,
                body: ByteBuffer(string: body)
            ) { ($0.status, String(buffer: $0.body), $0.headers[.contentType]) }
        }
    }

    @Test("a handler gets the whole request, and its answer is JSON")
    func whole() async throws {
        let answer = try await send(
            APIRoute(.put, "/a/:id/:other", handler: "h"), uri: "/a/x%20y/2?q=1%2B1", body: "{}"
        ) {
            .json(["\($0.method) \($0.path) \($0.query)", "\($0.parameters.sorted { $0.key < $1.key })", "\($0.body)"])
        }
        #expect(
            answer.body
                == #"["PUT /a/x%20y/2 q=1%2B1","[(key: \"id\", value: \"x y\"), (key: \"other\", value: \"2\")]","[123, 125]"]"#
        )
        #expect(answer.status == .ok && answer.type == "application/json; charset=utf-8")
    }

    @Test("an answer may be empty")
    func empty() async throws {
        let answer = try await send(APIRoute(.get, "/", handler: "h")) { _ in .empty }
        #expect(answer.status == .ok && answer.body.isEmpty)
    }

    @Test("input that is refused is answered with 400 and the reason")
    func refused() async throws {
        let body = try await send(APIRoute(.post, "/", handler: "h"), body: "[]") { request in
            _ = try request.jsonObject()
            return .empty
        }
        #expect(body.status == .badRequest && body.body == "the document must be an object, not an array")
        let parameter = try await send(APIRoute(.get, "/:id", handler: "h"), uri: "/%zz") { _ in .empty }
        #expect(parameter.status == .badRequest && parameter.body == "the parameter id is not well percent-encoded")
        #expect(parameter.type == "text/plain; charset=utf-8")
    }

    @Test(
        "a body longer than the file says is not read", arguments: [(8, HTTPResponse.Status.ok), (9, .contentTooLarge)])
    func tooLong(length: Int, status: HTTPResponse.Status) async throws {
        let route = APIRoute(.post, "/", handler: "h", maximumBody: 8)
        let answer = try await send(route, body: String(repeating: "x", count: length)) { _ in .empty }
        #expect(answer.status == status)
    }

    @Test("a handler that takes longer than the file says is cancelled, and answered with 503")
    func tooSlow() async throws {
        let route = APIRoute(.get, "/", handler: "h", timeout: .milliseconds(20))
        let answer = try await send(route) { _ in
            try await Task.sleep(for: .seconds(600))
            return .empty
        }
        #expect(answer.status == .serviceUnavailable)
        let quick = try await send(APIRoute(.get, "/", handler: "h", timeout: .seconds(600))) { _ in .empty }
        #expect(quick.status == .ok)
    }

    @Test(
        "whoever is not signed in is turned away", arguments: [("Auth", HTTPResponse.Status.ok), ("x", .unauthorized)])
    func signIn(authorization: String, status: HTTPResponse.Status) async throws {
        let router = Router(context: Context.self)
        let route = APIRoute(.get, "/", handler: "h", signIn: APISignIn(section: "Auth"))
        try APIRoutes(on: router, options: options).add(signedIn: route) { _, user in .json(user) }
        try await Application(router: router).test(.router) { client in
            try await client.execute(uri: "/", method: .get, headers: [.authorization: authorization]) { response in
                #expect(response.status == status)
                if status == .ok { #expect(String(buffer: response.body) == "7") }
            }
        }
    }

    @Test("a request without a signature is turned away", arguments: [("x", HTTPResponse.Status.ok), ("", .forbidden)])
    func signature(body: String, status: HTTPResponse.Status) async throws {
        let route = APIRoute(.post, "/", handler: "h", checksSignature: true)
        #expect(try await send(route, body: body) { _ in .empty }.status == status)
    }

    @Test("middleware runs in the order of the file")
    func middleware() async throws {
        let router = Router(context: Context.self)
        let route = APIRoute(.get, "/", handler: "h", middleware: ["B", "A"])
        try APIRoutes(on: router, options: options).add(route) { _ in .empty }
        try await Application(router: router).test(.router) { client in
            try await client.execute(uri: "/", method: .get) { response in
                #expect(response.headers[HTTPField.Name("Tags")!] == "ba")
            }
        }
    }

    @Test("events are sent one by one")
    func events() async throws {
        let answer = try await send(APIRoute(.get, "/", handler: "h", isEventStream: true)) { _ in
            let stream = AsyncStream<String> { continuation in
                for text in ["a", "b\nc"] { continuation.yield(text) }
                continuation.finish()
            }
            return .events(APIEvents(stream).stream)
        }
        #expect(answer.type == "text/event-stream")
        #expect(answer.body == "data: \"a\"\n\ndata: \"b\\nc\"\n\n")
    }

    @Test("what a file asks for and the options lack is told by name")
    func lacking() {
        let router = Router(context: Context.self)
        let bare = APIRoutes<Context, Int>(on: router)
        let signIn = #expect(throws: APIRouteError.self) {
            try bare.add(signedIn: APIRoute(.get, "/a", handler: "h", signIn: APISignIn(section: "Auth"))) { _, _ in
                .empty
            }
        }
        #expect(signIn?.description == "h (GET /a) asks for a sign-in (jwt: Auth), and options.authenticate is nil")
        let signature = #expect(throws: APIRouteError.self) {
            try bare.add(APIRoute(.get, "/a", handler: "h", checksSignature: true)) { _ in .empty }
        }
        #expect(signature?.missing == .verifySignature)
        let middleware = #expect(throws: APIRouteError.self) {
            try bare.add(APIRoute(.get, "/a", handler: "h", middleware: ["Audit"])) { _ in .empty }
        }
        #expect(
            middleware?.description
                == "h (GET /a) asks for the middleware Audit, and options.middleware has none of that name")
    }
}
