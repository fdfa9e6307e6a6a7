import APIDescription
import APILanguage
import Foundation
import Testing

@Suite struct OpenAPITests {
    @Test(arguments: ResponseEnvelope.allCases)
    func `every reference points at a component`(envelope: ResponseEnvelope) throws {
        let document = try Document(lodging, envelope)
        #expect(document.references.count > 20)
        for reference in document.references { #expect(document.resolves(reference), "\(reference)") }
    }

    @Test func `both layouts say the same`() throws {
        let pretty = try Document(lodging)
        let compact = try Document(lodging, layout: .compact)
        #expect(NSDictionary(dictionary: pretty.root) == NSDictionary(dictionary: compact.root))
        #expect(!OpenAPIRenderer(layout: .compact).render(lodging).contains("\n"))
    }

    @Test func `a model without a service has its structs alone`() throws {
        let document = try Document(APIModel(types: [.structure("A", Field("b", .structure("B"))), .structure("B")]))
        #expect(document.text("info", "title") == "API")
        #expect(document.text("info", "version") == "1")
        #expect(document.names("components", "schemas") == ["A", "B"])
        #expect(document.names("paths").isEmpty)
    }

    @Test func `types that no message contains are left out, and so are requests without a body`() throws {
        let document = try Document(
            .service(
                [
                    .structure("Unused", Field("a", .text)), .structure("Query", Field("q", .text, in: .form)),
                    .structure("Empty"),
                ], ServerOptions(), Route(.get, "/q", "query", "Query"), Route(.post, "/e", "empty", "Empty")))
        #expect(document["components", "schemas"] == nil)
        #expect(document["paths", "/e", "post", "requestBody"] == nil)
    }

    @Test func `handlers of the same name in two groups have operation IDs of their own`() throws {
        let groups = ["admin/users", "shops"].map { (group: String) in
            RouteGroup(options: ServerOptions(group: group), routes: [Route(.get, "/\(group)", "list")])
        }
        let others = [RouteGroup(routes: [Route(.get, "/x", "shopsList"), Route(.get, "/y", "list")])]
        let document = try Document(
            APIModel(service: APIService(name: "s", groups: groups + others, origin: nowhere)))
        #expect(document.text("paths", "/admin/users", "get", "operationId") == "adminUsersList")
        #expect(document.text("paths", "/shops", "get", "operationId") == "shopsList2")
        #expect(document.text("paths", "/x", "get", "operationId") == "shopsList")
        #expect(document.text("paths", "/y", "get", "operationId") == "list")
    }

    @Test func `paths that differ in their parameters' names alone are one path`() throws {
        let document = try Document(
            .service(
                [.structure("A", Field("id", .int64, in: .path)), .structure("B", Field("key", .text, in: .path))],
                ServerOptions(), Route(.get, "/a/:id", "get", "A"), Route(.delete, "/a/:key", "remove", "B")))
        #expect(document.names("paths") == ["/a/{id}"])
        #expect(document.text("paths", "/a/{id}", "delete", "parameters", "0", "name") == "id")
        #expect(document.text("paths", "/a/{id}", "delete", "parameters", "0", "schema", "type") == "string")
    }

    @Test func `a parameter of the path that no field takes is text`() throws {
        let document = try Document(.service([], ServerOptions(), Route(.get, "/a/:id", "get")))
        #expect(document.text("paths", "/a/{id}", "get", "parameters", "0", "schema", "type") == "string")
    }

    @Test func `what a path's text could be mistaken for is encoded`() throws {
        let document = try Document(
            .service([], ServerOptions(), Route(.get, "/{a}/b c/%41", "get"), Route(.get, "/", "root")))
        #expect(document.names("paths") == ["/%7Ba%7D/b%20c/%41", "/"])
    }

    @Test func `a method that OpenAPI does not know is an extension`() throws {
        let document = try Document(.service([], ServerOptions(), Route(.connect, "/a", "tunnel")))
        #expect(document.names("paths", "/a") == ["x-connect"])
    }

    @Test func `form fields are a body where nothing else is, and a query elsewhere`() throws {
        let types: [TypeDeclaration] = [
            .structure("Form", Field("a", .text, in: .form)),
            .structure("Both", Field("a", .text, in: .form), Field("b", .text)),
        ]
        let document = try Document(
            .service(
                types, ServerOptions(), Route(.post, "/form", "form", "Form"), Route(.post, "/both", "both", "Both"),
                Route(.get, "/query", "query", "Form")))
        #expect(
            document.names("paths", "/form", "post", "requestBody", "content") == ["application/x-www-form-urlencoded"])
        #expect(document.names("paths", "/both", "post", "requestBody", "content") == ["application/json"])
        #expect(document.text("paths", "/both", "post", "parameters", "0", "in") == "query")
        #expect(document.text("paths", "/query", "get", "parameters", "0", "in") == "query")
        #expect(document["paths", "/query", "get", "requestBody"] == nil)
    }

    @Test func `a body is required if one of its fields is`() throws {
        let types: [TypeDeclaration] = [
            .structure("A", Field("a", .text, Validation(isOptional: true))),
            .structure("B", Field("a", .text, Validation(isOptional: true)), Field("b", .text)),
        ]
        let document = try Document(
            .service(types, ServerOptions(), Route(.post, "/a", "a", "A"), Route(.post, "/b", "b", "B")))
        #expect(document["paths", "/a", "post", "requestBody", "required"] as? Bool == false)
        #expect(document["paths", "/b", "post", "requestBody", "required"] as? Bool == true)
    }
}
