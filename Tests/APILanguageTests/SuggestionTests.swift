@testable import APILanguage
import Testing

@Suite("Suggestions") struct SuggestionTests {
    @Test(
        "the name that was meant",
        arguments: [
            ("strng", "string"), ("Strnig", "string"), ("STRING", "string"), ("int46", "int64"), ("in", "int"),
            ("HomestayListRep", "HomestayListReq"),
        ])
    func found(name: String, meant: String) {
        let candidates = ["bool", "string", "int64", "int", "HomestayListReq", "HomestayListResp"]
        #expect(Suggestion.closest(to: name, among: candidates) == meant)
    }

    @Test(
        "what is not alike is not suggested",
        arguments: ["", "x", "boot camp", "Elsewhere", String(repeating: "a", count: 90)])
    func notFound(name: String) {
        #expect(Suggestion.closest(to: name, among: ["string", "boolean", "", "int64"].filter { !$0.isEmpty }) == nil)
    }
}
