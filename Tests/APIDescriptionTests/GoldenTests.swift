import APIDescription
import Testing

@Suite struct GoldenTests {
    @Test func `a model with every construct, answered plainly`() throws {
        try expectGolden(OpenAPIRenderer().render(lodging), "lodging.json")
        try expectGolden(ReferencePage().render(lodging), "lodging.html")
    }

    @Test func `a model with every construct, answered in the envelope`() throws {
        let renderer = OpenAPIRenderer(envelope: .sojourn, servers: ["https://api.example.com"])
        try expectGolden(renderer.render(lodging), "lodging-sojourn.json")
        let page = ReferencePage(envelope: .sojourn, baseURL: "https://api.example.com")
        try expectGolden(page.render(lodging), "lodging-sojourn.html")
    }

    @Test func `the routes of a model`() throws {
        try expectGolden(RouteTable().render(lodging), "lodging.txt")
    }
}
