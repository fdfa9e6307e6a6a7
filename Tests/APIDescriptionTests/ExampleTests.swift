import APILanguage
import Foundation
import Testing

@testable import APIDescription

@Suite struct ExampleTests {
    private func example(_ type: ValueType, _ validation: Validation = Validation(), types: [TypeDeclaration] = [])
        -> String
    {
        var builder = ExampleBuilder(APIModel(types: types))
        return builder.value(of: Field("f", type, validation)).text(.compact)
    }

    @Test(arguments: ["[1:9]", "(1:9)", "[5:]", "(5:6]", "[:-3)", "(0:1)", "(0.1:0.2)", "(-0.2:-0.1)", "[-7:-7]"])
    func `a number lies in its range`(range: String) throws {
        let range = NumberRange(range)
        let value = try #require(ExactDecimal(example(.primitive(.float64), Validation(range: range))))
        #expect(range.contains(value), "\(value)")
    }

    @Test(arguments: ["(0:2)", "(254:]", "[:-127]", "(-129:-127)"])
    func `a whole number stays one and fits its type`(range: String) throws {
        let type = range.contains("254") ? Primitive.uint8 : .int8
        let value = try #require(ExactDecimal(example(.primitive(type), Validation(range: NumberRange(range)))))
        #expect(value.isInteger && NumberRange(range).contains(value), "\(value)")
    }

    @Test func `a default comes before an option`() {
        #expect(example(.text, Validation(defaultValue: "b", options: ["a", "b"])) == #""b""#)
        #expect(example(.text, Validation(options: ["a", "b"])) == #""a""#)
        #expect(example(.list(.text), Validation(options: ["a"])) == #"["a"]"#)
        #expect(example(.int64, Validation(isQuoted: true)) == #""1""#)
        #expect(example(.primitive(.bool), Validation(isQuoted: true)) == #""true""#)
    }

    @Test func `a type inside itself ends`() {
        let node = TypeDeclaration.structure(
            "Node", Field("next", .pointer(.structure("Node"))), Field("all", .list(.structure("Node"))),
            Field("by", .map(key: .string, value: .structure("Node"))))
        #expect(example(.structure("Node"), types: [node]) == #"{"next":null,"all":[],"by":{}}"#)
    }

    @Test func `types that double at each level, and lists of lists, stay small`() {
        let types = (0..<60).map { level in
            TypeDeclaration.structure(
                "T\(level)", Field("a", .structure("T\(level + 1)")), Field("b", .structure("T\(level + 1)")))
        }
        #expect(example(.structure("T0"), types: types).count < 10_000)
        let lists = (0..<60).reduce(ValueType.text) { type, _ in .array(type, length: 1000) }
        #expect(example(lists).count < 10_000)
        #expect(example(.array(.text, length: .max)).count < 10_000)
    }

    @Test(
        arguments: [
            (
                Route(.get, "/a/:id", "h", "Q"), ServerOptions(),
                #"curl 'http://h/a/it%27s?q=it%27s' \"# + "\n" + #"  -H 'X: it'\''s'"#
            ),
            (
                Route(.post, "/f", "h", "F"), ServerOptions(jwt: "J"),
                #"curl 'http://h/f' \"# + "\n" + #"  -H "Authorization: Bearer $TOKEN" \"# + "\n"
                    + #"  --data-urlencode 'a%20b=it'\''s'"#
            ),
            (
                Route(.put, "/j", "h", "J"), ServerOptions(isEventStream: true),
                #"curl -X PUT --no-buffer 'http://h/j' \"# + "\n" + #"  -H 'Content-Type: application/json' \"# + "\n"
                    + #"  -d '{"# + "\n" + #"  "a": "it'\''s""# + "\n}'"
            ),
            (Route(.head, "/", "h"), ServerOptions(), "curl --head 'http://h/'"),
            (Route(.delete, "/", "h"), ServerOptions(), "curl -X DELETE 'http://h/'"),
        ] as [(Route, ServerOptions, String)])
    func `a command is one that a shell understands`(route: Route, options: ServerOptions, expected: String) throws {
        let value = Validation(defaultValue: "it's")
        let types: [TypeDeclaration] = [
            .structure(
                "Q", Field("id", .text, in: .path, value), Field("q", .text, in: .form, value),
                Field("X", .text, in: .header, value)),
            .structure("F", Field("a b", .text, in: .form, value)), .structure("J", Field("a", .text, value)),
        ]
        let model = APIModel.service(types, options, route)
        let operation = try #require(Operation.all(of: model).first)
        #expect(CurlCommand(operation, model, baseURL: "http://h").text == expected)
    }
}
