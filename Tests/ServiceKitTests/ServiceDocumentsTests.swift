import APIRuntime
import Clocks
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import ServiceKit
import Testing

@Suite("The contracts a process serves")
struct ServiceDocumentsTests {
    @Test("a service's contract is below its name, as OpenAPI and as a page")
    func ofAService() async throws {
        let shop = Self.documents("shop", path: "/shop/buy", schema: "Basket", type: "object")
        let answers = try await Self.get("/shop/openapi.json", "/shop/docs", from: [shop])
        #expect(answers[0].body == shop.openAPI)
        #expect(answers[0].type == "application/json; charset=utf-8")
        #expect(answers[1].body == "<h1>shop</h1>")
        #expect(answers[1].type == "text/html; charset=utf-8")
    }

    @Test("a process of one service has its contract at the top as well")
    func alone() async throws {
        let shop = Self.documents("shop", path: "/shop/buy", schema: "Basket", type: "object")
        let answers = try await Self.get("/openapi.json", "/docs", from: [shop])
        #expect(answers.map(\.body) == [shop.openAPI, shop.referencePage])
    }

    @Test("a process of several has their contracts joined, and a page that leads to each")
    func joined() async throws {
        let answers = try await Self.get(
            "/openapi.json", "/docs",
            from: [
                Self.documents("shop", path: "/shop/buy", schema: "Basket", type: "object"),
                Self.documents("desk", path: "/desk/ask", schema: "Question", type: "string"),
            ])
        let contract = try JSONDecoder().decode(Contract.self, from: Data(answers[0].body.utf8))
        #expect(contract.info.title == "sojourn")
        #expect(contract.paths.keys.sorted() == ["/desk/ask", "/shop/buy"])
        #expect(contract.tags.map(\.name) == ["shop", "desk"])
        #expect(contract.components.schemas.mapValues(\.type) == ["Basket": "object", "Question": "string"])
        #expect(answers[1].body.contains(#"<a href="/shop/docs">shop</a>"#))
        #expect(answers[1].body.contains(#"<a href="/desk/docs">desk</a>"#))
    }

    @Test("what services share under one name must be the same")
    func sharedName() async throws {
        let shop = Self.documents("shop", path: "/shop/buy", schema: "Thing", type: "object")
        let same = Self.documents("desk", path: "/desk/ask", schema: "Thing", type: "object")
        let other = Self.documents("desk", path: "/desk/ask", schema: "Thing", type: "string")
        _ = try await Self.get("/openapi.json", from: [shop, same])
        let clash = await #expect(throws: (any Error).self) {
            try await Self.get("/openapi.json", from: [shop, other])
        }
        #expect(
            clash.map { "\($0)" }
                == "several contracts have Thing in schemas of their OpenAPI documents, and differ")
    }

    @Test("a process without contracts serves none")
    func none() async throws {
        let answers = try await Self.get("/openapi.json", "/docs", from: [])
        #expect(answers.map(\.status) == [.notFound, .notFound])
    }

    private struct Contract: Decodable {
        struct Info: Decodable { let title: String }
        struct Tag: Decodable { let name: String }
        struct Schema: Decodable { let type: String }
        struct Components: Decodable { let schemas: [String: Schema] }
        struct Path: Decodable {}
        let info: Info
        let paths: [String: Path]
        let tags: [Tag]
        let components: Components
    }

    private struct Answer {
        let status: HTTPResponse.Status
        let type: String?
        let body: String
    }

    private static func documents(_ service: String, path: String, schema: String, type: String) -> APIDocuments {
        APIDocuments(
            service: service,
            openAPI: """
                {"openapi":"3.1.0","info":{"title":"\(service)","version":"v1"},"paths":{"\(path)":{}},\
                "tags":[{"name":"\(service)"}],"components":{"schemas":{"\(schema)":{"type":"\(type)"}}}}
                """,
            referencePage: "<h1>\(service)</h1>")
    }

    private static func get(_ paths: String..., from documents: [APIDocuments]) async throws -> [Answer] {
        let tokens = await AccessTokens(
            secret: AccessTokensTests.secret, expiresAfter: .seconds(3600), clock: ManualWallClock())
        let routes = ServiceRoutes(tokens: tokens)
        for contract in documents { routes.add(contract) }
        try routes.addOverview()
        return try await Application(router: routes.router).test(.router) { client in
            var answers: [Answer] = []
            for path in paths {
                let response = try await client.execute(uri: path, method: .get)
                answers.append(
                    Answer(
                        status: response.status, type: response.headers[.contentType],
                        body: String(buffer: response.body)))
            }
            return answers
        }
    }
}
