import APILanguage
import Foundation
import Testing

@testable import APIDescription

@Suite struct JSONTextTests {
    @Test func `any text comes back as it was`() throws {
        let texts = [
            "", "\"\\/", "\u{0}\u{1}\u{1F}\u{7F}\n\r\t", "民宿 🏡 é e\u{301}", "\u{2028}\u{FFFF}", "</script>", "\r\n",
        ]
        let text = JSONTree.strings(texts).text(.pretty)
        let back = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String])
        #expect(back.map { Array($0.unicodeScalars) } == texts.map { Array($0.unicodeScalars) })
    }

    @Test func `hostile texts of a model come back as they were`() throws {
        let evil = "\"},\n\\u0000</script>\u{1}"
        let type = TypeDeclaration.structure(
            "T", comment: [evil], Field(evil, .text, Validation(defaultValue: .string(evil), options: [.string(evil)])))
        var model = APIModel.service(
            [type], ServerOptions(group: evil),
            Route(.post, "/", "h", "T", doc: [KeyValue(key: "summary", value: evil)], comment: [evil]))
        model.info = [KeyValue(key: "title", value: evil), KeyValue(key: "desc", value: evil)]
        let document = try Document(model)
        #expect(document.text("info", "title") == evil)
        #expect(document.text("info", "description") == evil)
        #expect(document.text("paths", "/", "post", "summary") == evil)
        #expect(document.text("paths", "/", "post", "description") == evil)
        #expect(document.text("tags", "0", "name") == evil)
        #expect(document.text("components", "schemas", "T", "description") == evil)
        #expect(document.text("components", "schemas", "T", "properties", evil, "default") == evil)
        #expect(document.texts("components", "schemas", "T", "properties", evil, "enum") == [evil])
    }

    @Test func `short lists stand on a line, long ones and objects do not`() {
        let tree: JSONTree = ["a": [1, 2], "b": [], "c": [:], "d": [["x": true]]]
        #expect(
            tree.text(.pretty) == """
                {
                  "a": [1, 2],
                  "b": [],
                  "c": {},
                  "d": [
                    {
                      "x": true
                    }
                  ]
                }

                """)
        #expect(tree.text(.compact) == #"{"a":[1,2],"b":[],"c":{},"d":[{"x":true}]}"#)
        #expect(
            JSONTree.array(Array(repeating: "0123456789", count: 9)).text(.pretty).split(separator: "\n").count == 11)
    }
}
