import APIDescription
import APILanguage
import Testing

@Suite struct ReferencePageTests {
    private static let evil = #"<script src="http://evil.example">'&amp;"# + "\u{0}"

    /// A model with a hostile text wherever a model has text.
    private static let hostile: APIModel = {
        var model = APIModel(
            info: ["title", "version", "desc"].map { KeyValue(key: $0, value: evil) },
            types: [
                .structure(
                    evil, comment: [evil],
                    Field(
                        evil, .text, Validation(defaultValue: .string(evil), options: [.string(evil)]), comment: evil),
                    Field("inner", .structure(evil + "2"))),
                .structure(evil + "2", Field("a", .list(.structure(evil + "2")))),
                .structure(
                    "Parameters", Field(evil, .text, in: .path), Field(evil, .text, in: .form),
                    Field(evil, .text, in: .header)),
            ],
            service: APIService(name: evil, groups: [], origin: nowhere))
        let route = Route(
            .get, "/a", evil, evil, returns: .list(.structure(evil)),
            doc: [KeyValue(key: "summary", value: evil)], comment: [evil])
        var withPath = Route(.post, "/", evil, "Parameters")
        withPath.segments = [.literal(evil), .parameter(evil)]
        model.service?.groups = [
            RouteGroup(options: ServerOptions(group: evil, jwt: evil), routes: [route]), RouteGroup(routes: [withPath]),
        ]
        return model
    }()

    @Test(arguments: ResponseEnvelope.allCases)
    func `no text of a model becomes markup`(envelope: ResponseEnvelope) {
        let page = ReferencePage(envelope: envelope, baseURL: Self.evil).render(Self.hostile)
        #expect(!page.contains("<script"))
        #expect(!page.contains("\u{0}"))
        #expect(page.contains("&lt;script src=&quot;http://evil.example&quot;&gt;&#39;&amp;amp;\u{FFFD}"))
        let markup = Markup(page)
        #expect(markup.faults.isEmpty)
        #expect(!markup.elements.contains("script"))
    }

    @Test(arguments: [lodging, hostile, APIModel(), APIModel(types: [.structure("A", Field("a", .text))])])
    func `a page is well-formed, loads nothing, and its links lead somewhere`(model: APIModel) {
        let markup = Markup(ReferencePage().render(model))
        #expect(markup.faults.isEmpty)
        #expect(Set(markup.ids).count == markup.ids.count)
        for link in markup.links {
            #expect(link.hasPrefix("#") && markup.ids.contains(String(link.dropFirst())), "\(link)")
        }
        #expect(markup.elements.isDisjoint(with: ["script", "img", "iframe", "object", "form", "svg"]))
    }

    @Test func `a route has its path, its limits and its comment`() {
        let options = ServerOptions(jwt: "JwtAuth", timeout: .seconds(3), maxBytes: 1500, requiresSignature: true)
        let page = ReferencePage().render(
            .service([], options, Route(.patch, "/a/:id", "change", comment: ["Changes.", "At once."])))
        for part in [
            "<span class=\"method patch\">PATCH</span> <code>/a/:id</code>", "<li>sign-in required</li>",
            "<li>signed requests</li>", "<li>answers within 3s</li>", "<li>body up to 1500 bytes</li>",
            "<p class=\"comment\">Changes.\nAt once.</p>",
        ] {
            #expect(page.contains(part), "\(part)")
        }
    }

    @Test func `a field has its type in words and its rules`() {
        let fields = [
            Field("a", .list(.pointer(.text))), Field("b", .map(key: .int32, value: .list(.primitive(.byte)))),
            Field("c", .array(.any, length: 2), Validation(isOptional: true)),
            Field("d", .int64, Validation(defaultValue: 5, range: NumberRange("(1:9]"), isQuoted: true)),
            Field("e", .text, Validation(options: ["", "x"])),
        ]
        let page = ReferencePage().render(
            .service([.structure("A", fields)], ServerOptions(), Route(.post, "/", "h", "A")))
        for part in [
            "<td class=\"type\">list of (string or null)</td>", "<td class=\"type\">map of int32 to base64 text</td>",
            "<td class=\"type\">list of 2 × any</td>", "<code>c</code> <span class=\"mark\">optional</span>",
            "<span class=\"rule\">above 1, up to 9</span><span class=\"rule\">default <code>5</code></span>"
                + "<span class=\"rule\">in quotes</span>",
            "<span class=\"rule\">one of <code>&quot;&quot;</code> <code>&quot;x&quot;</code></span>",
        ] {
            #expect(page.contains(part), "\(part)")
        }
    }

    @Test func `an answer tells what may be missing or null`() {
        let fields = [
            Field("a", .text, Validation(omitsEmpty: true)), Field("b", .text, Validation(isOptional: true)),
            Field("c", .text),
        ]
        let page = ReferencePage().render(
            .service([.structure("A", fields)], ServerOptions(), Route(.get, "/", "h", returns: .structure("A"))))
        let missing = "<span class=\"mark\">may be missing</span></th><td class=\"type\">"
        #expect(page.contains("<code>a</code> \(missing)string</td>"))
        #expect(page.contains("<code>b</code> \(missing)string or null</td>"))
        #expect(page.contains("<code>c</code></th><td class=\"type\">string</td>"))
    }
}
