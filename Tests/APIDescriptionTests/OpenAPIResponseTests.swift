import APIDescription
import APILanguage
import Testing

@Suite struct OpenAPIResponseTests {
    private let item = TypeDeclaration.structure("Item", Field("name", .text))

    @Test func `a type that travels both ways by the same rules has one schema`() throws {
        let document = try Document(
            .service([item], ServerOptions(), Route(.post, "/", "echo", "Item", returns: .structure("Item"))))
        #expect(document.names("components", "schemas") == ["Item"])
    }

    @Test func `a type with other rules each way has two, and so has what contains it`() throws {
        let types: [TypeDeclaration] = [
            .structure(
                "Leaf", Field("a", .text, Validation(defaultValue: "x")),
                Field("b", .text, Validation(omitsEmpty: true))),
            .structure("Tree", Field("leaves", .list(.structure("Leaf"))), Field("same", .structure("Item"))),
            .structure("LeafInput", Field("c", .text)), item,
        ]
        let document = try Document(
            .service(
                types, ServerOptions(), Route(.post, "/", "echo", "Tree", returns: .structure("Tree")),
                Route(.post, "/other", "other", "LeafInput")))
        #expect(
            document.names("components", "schemas") == ["Leaf", "LeafInput", "LeafInput2", "Tree", "TreeInput", "Item"])
        #expect(document.texts("components", "schemas", "Leaf", "required") == ["a"])
        #expect(document.texts("components", "schemas", "LeafInput2", "required") == ["b"])
        #expect(
            document.text("components", "schemas", "TreeInput", "properties", "leaves", "items", "$ref")
                == "#/components/schemas/LeafInput2")
        #expect(
            document.text(
                "paths", "/", "post", "requestBody", "content", "application/json", "schema", "$ref")
                == "#/components/schemas/TreeInput")
    }

    @Test func `a type that only responses use promises what responses have`() throws {
        let type = TypeDeclaration.structure(
            "A", Field("a", .text, Validation(defaultValue: "x")), Field("b", .text, Validation(omitsEmpty: true)))
        let document = try Document(
            .service([type], ServerOptions(), Route(.get, "/", "get", returns: .structure("A"))))
        #expect(document.texts("components", "schemas", "A", "required") == ["a"])
    }

    @Test func `the envelope holds the answer, and has no data without one`() throws {
        let document = try Document(
            .service(
                [item], ServerOptions(), Route(.get, "/a", "a", returns: .list(.structure("Item"))),
                Route(.get, "/b", "b"), Route(.head, "/c", "c")), .sojourn)
        let content = ["responses", "200", "content", "application/json", "schema"]
        let (withData, without) = (["paths", "/a", "get"] + content, ["paths", "/b", "get"] + content)
        #expect(document.texts(at: withData + ["required"]) == ["code", "msg", "data"])
        #expect(document.texts(at: without + ["required"]) == ["code", "msg"])
        #expect(document["paths", "/c", "head", "responses", "200", "content"] == nil)
        #expect(document.names("components", "schemas") == ["Item", "Failure"])
    }

    @Test func `a bare handler's answer and failures are its own`() throws {
        let model = APIModel.service(
            [item], ServerOptions(), Route(.get, "/a", "a", returns: .structure("Item")),
            Route(.post, "/b", "b", "Item", returns: .structure("Item")))
        let document = try Document(model, .sojourn, bare: ["b"])
        #expect(document.names("paths", "/b", "post", "responses") == ["200", "default"])
        #expect(document.names("paths", "/a", "get", "responses") == ["200", "default"])
        let schema = ["responses", "200", "content", "application/json", "schema"]
        #expect(
            document.value(at: ["paths", "/b", "post"] + schema + ["$ref"]) as? String == "#/components/schemas/Item")
        #expect(document.texts(at: ["paths", "/a", "get"] + schema + ["required"]) == ["code", "msg", "data"])
        #expect(document["paths", "/b", "post", "responses", "default", "content"] == nil)
        #expect(document.text("paths", "/a", "get", "responses", "default", "$ref") == "#/components/responses/Failure")

        let page = ReferencePage(envelope: .sojourn, bareHandlers: ["b"]).render(model)
        #expect(page.contains("<h4>Answer</h4>") && page.contains("<h4>Answer, in data</h4>"))
    }

    @Test func `a type of the failure's name keeps it`() throws {
        let failure = TypeDeclaration.structure("Failure", Field("a", .text))
        let document = try Document(
            .service([failure], ServerOptions(), Route(.get, "/", "get", returns: .structure("Failure"))), .sojourn)
        #expect(document.names("components", "schemas") == ["Failure", "Failure2"])
        #expect(
            document.text(
                "components", "responses", "Failure", "content", "application/json", "schema", "$ref")
                == "#/components/schemas/Failure2")
    }

    @Test func `a route names the failures that it can have`() throws {
        let options = ServerOptions(jwt: "JwtAuth", timeout: .milliseconds(1500))
        let document = try Document(
            .service([item], options, Route(.post, "/a", "a", "Item"), Route(.get, "/b", "b")))
        #expect(document.names("paths", "/a", "post", "responses") == ["200", "400", "401", "413", "503", "default"])
        #expect(document.names("paths", "/b", "get", "responses") == ["200", "401", "503", "default"])
        #expect(document.text("paths", "/a", "post", "x-timeout") == "1500ms")
    }

    @Test func `each sign-in setting is a scheme, and signatures one more`() throws {
        let groups = [
            ServerOptions(jwt: "Auth"), ServerOptions(jwt: "Staff 认证", requiresSignature: true), ServerOptions(),
        ].enumerated().map { RouteGroup(options: $1, routes: [Route(.get, "/\($0)", "h\($0)")]) }
        let document = try Document(APIModel(service: APIService(name: "s", groups: groups, origin: nowhere)))
        #expect(document.names("components", "securitySchemes") == ["Auth", "Staff___", "Signature"])
        #expect(document.names("paths", "/0", "get", "security", "0") == ["Auth"])
        #expect(document.names("paths", "/1", "get", "security", "0") == ["Staff___", "Signature"])
        #expect(document["paths", "/2", "get", "security"] == nil)
    }
}

extension Document {
    fileprivate func texts(at path: [String]) -> [String]? {
        value(at: path) as? [String]
    }
}
