import Testing

@testable import ServiceHosting

@Suite("The command line of a service")
struct HostArgumentsTests {
    @Test("names a settings file, or asks for one")
    func known() throws {
        let (none, file, settings) = try (
            HostArguments([]), HostArguments(["--config", "a.yaml"]), HostArguments(["--settings"])
        )
        #expect(none.config == nil && !none.printsSettings)
        #expect(file.config == "a.yaml" && !file.printsSettings)
        #expect(settings.config == nil && settings.printsSettings)
    }

    @Test(
        "says what it does not know",
        arguments: [
            (["serve"], "«serve»"), (["--conf"], "«--conf»"), (["--config"], "a file must follow"),
            (["--settings", "x"], "«x»"), ([""], "«»"),
        ])
    func unknown(arguments: [String], reason: String) {
        let error = #expect(throws: HostArguments.Unknown.self) { try HostArguments(arguments) }
        #expect(error?.description.contains(reason) == true)
    }
}
