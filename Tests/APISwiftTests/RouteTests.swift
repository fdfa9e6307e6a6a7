import APIRuntime
import HTTPTypes
import JSON
import Synchronization
import Testing

@Suite("The routes of generated code")
struct RouteTests {
    /// Keeps routes and their handlers.
    private final class Router: APIRouter {
        typealias Identity = Int

        let open = Mutex<[String: (APIRoute, @Sendable (APIRequest) async throws -> APIAnswer)]>([:])
        let closed = Mutex<[String: (APIRoute, @Sendable (APIRequest, Int) async throws -> APIAnswer)]>([:])

        func add(_ route: APIRoute, _ handler: @escaping @Sendable (APIRequest) async throws -> APIAnswer) {
            open.withLock { $0[route.handler] = (route, handler) }
        }

        func add(
            signedIn route: APIRoute, _ handler: @escaping @Sendable (APIRequest, Int) async throws -> APIAnswer
        ) {
            closed.withLock { $0[route.handler] = (route, handler) }
        }
    }

    private struct Things: ThingsHandlers, StreamsHandlers {
        func echo(_ input: Everything, in call: APIRequest) async throws -> Everything { input }
        func query(_ input: Query, in call: APIRequest) async throws {}
        func sparse(in call: APIRequest) async throws -> Sparse { throw CancellationError() }
        func nothing(_ input: Empty, in call: APIRequest) async throws {}
        func total(_ input: [Part], in call: APIRequest) async throws -> Int64 { input.reduce(0) { $0 + $1.size } }
        func count(in call: APIRequest) async throws -> [Int64] { [1, 2] }
        func secret(by user: Int, in call: APIRequest) async throws -> String { "for \(user)" }
        func ticks(in call: APIRequest) async throws -> APIEvents<Part> {
            APIEvents(
                AsyncStream {
                    $0.yield(Part(size: 1)); $0.finish()
                })
        }
    }

    private func router() throws -> Router {
        let router = Router()
        try router.register(things: Things())
        try router.register(streams: Things())
        return router
    }

    @Test("each is put on the router as the file says")
    func routes() throws {
        let router = try router()
        let open = router.open.withLock { $0.mapValues(\.0) }
        #expect(open.keys.sorted() == ["count", "echo", "nothing", "query", "sparse", "ticks", "total"])
        #expect(open["query"] == APIRoute(.put, "/v1/query/:id", group: "things", handler: "query"))
        #expect(open["ticks"] == APIRoute(.get, "/ticks", group: "streams", handler: "ticks", isEventStream: true))
        let secret = router.closed.withLock { $0["secret"]?.0 }
        #expect(
            secret
                == APIRoute(
                    .patch, "/v1/secret", group: "things", handler: "secret",
                    signIn: APISignIn(section: "Auth", transition: "Old"), middleware: ["First", "Second"],
                    timeout: .milliseconds(1500), maximumBody: 1024, checksSignature: true))
    }

    @Test("the handler's answer is passed on, whatever it is")
    func answers() async throws {
        let router = try router()
        let request = try APIRequest(method: .post, path: "/v1/echo", body: Array(everything().utf8))
        func answer(_ handler: String) async throws -> APIAnswer? {
            try await router.open.withLock { $0[handler]?.1 }?(request)
        }
        guard case .json(let echo) = try await answer("echo") else { return #expect(Bool(false), "no JSON") }
        #expect(echo.document == (try read(everything())).document)
        guard case .json(let count) = try await answer("count") else { return #expect(Bool(false), "no JSON") }
        #expect(count.document == "[1,2]")
        guard case .empty = try await answer("nothing") else { return #expect(Bool(false), "not empty") }
        guard case .events(let events) = try await answer("ticks") else { return #expect(Bool(false), "no events") }
        var texts: [String] = []
        for try await event in events { texts.append(event.document) }
        #expect(texts == [#"{"size":1}"#])
        await #expect(throws: CancellationError.self) { _ = try await answer("sparse") }
        guard case .json(let secret) = try await router.closed.withLock({ $0["secret"]?.1 })?(request, 7) else {
            return #expect(Bool(false), "no JSON")
        }
        #expect(secret.document == #""for 7""#)
    }

    @Test("a body may be a list", arguments: [("[]", "0"), (#"[{"size":2},{"size":5}]"#, "7")])
    func list(body: String, total: String) async throws {
        let handler = try router().open.withLock { $0["total"]?.1 }
        let request = try APIRequest(method: .post, path: "/v1/total", body: Array(body.utf8))
        guard case .json(let answer) = try await handler?(request) else { return #expect(Bool(false), "no JSON") }
        #expect(answer.document == total)
    }

    @Test(
        "a list that is none is refused",
        arguments: [("{}", "the document must be an array, not an object"), ("[{}]", "[0].size is missing")])
    func noList(body: String, message: String) async throws {
        let handler = try router().open.withLock { $0["total"]?.1 }
        let request = try APIRequest(method: .post, path: "/v1/total", body: Array(body.utf8))
        let error = await #expect(throws: JSONError.self) { _ = try await handler?(request) }
        #expect(error?.message == message)
    }

    @Test("the contract's documents are there, named after the service")
    func documents() throws {
        #expect(APIDocuments.everything.service == "everything")
        let document = try JSONObject(parsing: APIDocuments.everything.openAPI.utf8)
        #expect(try document.require("openapi", as: String.self).hasPrefix("3.1."))
        #expect(APIDocuments.everything.referencePage.lowercased().hasPrefix("<!doctype html>"))
    }
}
