import APILanguage
import Testing

@Suite("Services in the model") struct ServiceModelTests {
    @Test("all options of a block")
    func options() throws {
        let model = try model(
            """
            @server (
            	prefix: order/v1/
            	group: admin/orders
            	jwt: JwtAuth
            	jwtTransition: OldAuth
            	middleware: Log, Limit,Trace
            	timeout: 1m30.5s
            	maxBytes: 1048576
            	signature: true
            	sse: true
            )
            service order-api {
            	@handler list
            	get /
            }
            """)
        let group = try #require(model.service?.groups.first)
        #expect(
            group.options
                == ServerOptions(
                    prefix: "/order/v1", group: "admin/orders", jwt: "JwtAuth", jwtTransition: "OldAuth",
                    middleware: ["Log", "Limit", "Trace"], timeout: .milliseconds(90_500), maxBytes: 1_048_576,
                    requiresSignature: true, isEventStream: true))
        #expect(group.routes[0].path == "/order/v1")
        #expect(model.service?.name == "order-api")
    }

    @Test("unknown keys are kept")
    func otherKeys() throws {
        let result = check("@server (\n\ttags: \"a b\"\n\tx: 1h, 2h\n)\nservice s {}")
        #expect(
            result.model?.service?.groups[0].options.others
                == [KeyValue(key: "tags", value: "a b"), KeyValue(key: "x", value: "1h, 2h")])
        #expect(result.diagnostics.map(\.severity) == [.warning, .warning])
    }

    @Test(
        "lengths of time",
        arguments: [
            ("3s", Duration.seconds(3)), ("100ms", .milliseconds(100)), ("1h10m", .seconds(4200)),
            ("10µs", .microseconds(10)),
            ("7us", .microseconds(7)), ("5ns", .nanoseconds(5)), ("1.5h", .seconds(5400)),
            ("\".5s\"", .milliseconds(500)),
            ("1h1m1s1ms1us1ns", .nanoseconds(3_661_001_001_001)),
        ])
    func timeouts(text: String, duration: Duration) throws {
        let model = try model("@server (timeout: \(text))\nservice s {}")
        #expect(model.service?.groups[0].options.timeout == duration)
    }

    @Test("routes with and without request, response and documentation")
    func routes() throws {
        let model = try model(
            """
            type Item {}
            type R { Id int64 `path:"id"` }
            type P = *R
            service s {
            	// All of them.
            	@doc "Lists all"
            	@handler list
            	get /items returns ([]*Item)

            	@doc (
            		summary: "One"
            		desc: plain text, with a comma
            	)
            	// not documentation
            	@handler one
            	get /items/:id (P) returns (map[string]any);
            	@handler ping
            	head /ping () returns ()
            	@doc ()
            	@handler text
            	post /v1.0/a-b_c~d returns (string)
            }
            """)
        let routes = try #require(model.service?.routes)
        #expect(
            routes == [
                Route(
                    method: .get, segments: [.literal("items")], handler: "list",
                    doc: [KeyValue(key: "summary", value: "Lists all")],
                    response: .array(.pointer(.structure("Item")), length: nil), documentation: ["All of them."],
                    origin: anywhere),
                Route(
                    method: .get, segments: [.literal("items"), .parameter("id")], handler: "one",
                    doc: [
                        KeyValue(key: "summary", value: "One"),
                        KeyValue(key: "desc", value: "plain text, with a comma"),
                    ], request: "R", response: .map(key: .string, value: .any), origin: anywhere),
                Route(method: .head, segments: [.literal("ping")], handler: "ping", origin: anywhere),
                Route(
                    method: .post, segments: [.literal("v1.0"), .literal("a-b_c~d")], handler: "text",
                    response: .primitive(.string), origin: anywhere),
            ])
        #expect(routes[1].path == "/items/:id")
        #expect(routes[1].pathParameters == ["id"])
    }

    @Test("a parameter in the prefix is one of every route's")
    func prefixParameter() throws {
        let model = try model(
            "type R { T string `path:\"tenant\"` }\n@server (prefix: /:tenant)\nservice s {\n@handler h\nget /a (R)\n}")
        #expect(model.service?.routes[0].path == "/:tenant/a")
    }

    @Test("info is text in all its forms")
    func info() throws {
        let model = try model(
            "info (\n\ttitle: \"a \\\"b\\\" \\u00e9\"\n\tauthor: Jane Doe // me\n\ttext: `raw \\n`\n\tx-y.z: 1.2\n)")
        #expect(
            model.info == [
                KeyValue(key: "title", value: "a \"b\" é"), KeyValue(key: "author", value: "Jane Doe"),
                KeyValue(key: "text", value: "raw \\n"), KeyValue(key: "x-y.z", value: "1.2"),
            ])
    }

    @Test("the same handler stands in two groups, the same path has two methods")
    func sameNames() throws {
        let model = try model(
            "@server (group: a)\nservice s {\n@handler h\nget /a\n}\n@server (group: b)\nservice s {\n@handler h\npost /a\n}"
        )
        #expect(model.service?.routes.count == 2)
    }
}
