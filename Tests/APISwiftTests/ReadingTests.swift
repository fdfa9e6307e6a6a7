import APIRuntime
import HTTPTypes
import JSON
import Testing

@Suite("What generated types read")
struct ReadingTests {
    @Test(
        "a field that is missing or wrong is refused by its name",
        arguments: [
            (["name": nil], "name is missing"), (["name": "null"], "name is missing"),
            (["name": "1"], "name must be a string, not a number"),
            (["small": "128"], "small is out of range"), (["small": "-129"], "small is out of range"),
            (["small": "1.0"], "small must be an integer, not 1.0"),
            (["small": "1e2"], "small must be an integer, not 1e2"),
            (["small": #""1""#], "small must be an integer, not a string"),
            (["big": "18446744073709551616"], "big is out of range"), (["big": "-1"], "big is out of range"),
            (["share": #""0.5""#], "share must be a number, not a string"),
            (["share": "1e999"], "share is out of range"),
            (["isFine": "1"], "isFine must be true or false, not a number"),
            (["kind": #""three""#], "kind must be one of one, two"), (["level": "4"], "level must be one of 1, 2, 3"),
            (["age": "151"], "age must be at least 0 and at most 150"),
            (["age": "-1"], "age must be at least 0 and at most 150"),
            (["ratio": "0"], "ratio must be more than 0 and less than 1"),
            (["quoted": "7"], "quoted must be a string, not a number"),
            (
                ["quoted": #""7.5""#],
                "quoted must be an integer from -9223372036854775808 to 9223372036854775807 in quotes"
            ),
            (["switch": #""yes""#], "switch must be true or false in quotes"),
            (["maybe": nil], "maybe is missing"), (["maybe": #""1""#], "maybe must be an integer, not a string"),
            (["numbers": #"[1,"2"]"#], "numbers[1] must be an integer, not a string"),
            (["pair": #"["a"]"#], "pair must have 2 elements"), (["data": #""a""#], "data must be base64"),
            (["byName": #"{"x":{"colour":"red"}}"#], "byName.x.size is missing"),
            (["byNumber": #"{"200":[]}"#], "byNumber.200 has a name that is no Int8"),
            (["tree": #"{"value":1,"many":[{"value":2},{}]}"#], "tree.many[1].value is missing"),
            (["size": nil], "size is missing"),
        ] as [([String: String?], String)])
    func refused(changes: [String: String?], message: String) {
        #expect(refusal(of: everything(changes)) == message)
    }

    @Test("a body that is no object is refused", arguments: ["[]", "1", "{", "nonsense", #"{"name":"# + "\"\u{0}\"}"])
    func noObject(body: String) {
        #expect(refusal(of: body) != nil)
    }

    @Test("what need not be there has its default")
    func defaults() throws {
        let value = try read(everything())
        #expect(value.note == nil && value.kind == "one" && value.level == nil && value.ratio == nil)
        #expect(value.exact == nil && value.switch == nil && value.maybe == nil && value.data.isEmpty)
        #expect(value.byName.isEmpty && value.byNumber.isEmpty && value.anything == nil && value.tree == nil)
        #expect(value.colour == nil && value.default == nil)
        #expect(value.quoted == 7 && value.numbers == [1, 2] && value.pair == ["a", "b"] && value.size == 3)
    }

    @Test("what is there is taken")
    func present() throws {
        let value = try read(
            everything([
                "note": #""小\n""#, "kind": #""two""#, "level": "3", "ratio": "0.25", "exact": "1.5",
                "switch": #""true""#,
                "maybe": "-5", "data": #""AAECAw==""#, "byName": #"{"b":{"size":1},"a":{"size":2,"colour":"red"}}"#,
                "byNumber": #"{"-7":["x"]}"#, "anything": #"{"a":[1,null]}"#, "unknown": #"{"x":[[]]}"#,
                "small": "-128", "big": "18446744073709551615",
                "tree": #"{"value":1,"next":{"value":2,"next":{"value":3}}}"#,
            ]))
        #expect(value.note == "小\n" && value.kind == "two" && value.level == 3 && value.ratio == 0.25)
        #expect(value.exact == 1.5 && value.switch == true && value.maybe == -5 && value.data.bytes == [0, 1, 2, 3])
        #expect(value.byName["a"] == Part(size: 2, colour: "red") && value.byNumber == [-7: ["x"]])
        #expect(value.anything?.document == #"{"a":[1,null]}"# && value.tree?.next?.next?.value == 3)
        #expect(value.small == .min && value.big == .max)
    }

    @Test("a type that contains itself compares by what it contains")
    func recursive() {
        let long = Node(value: 1, next: Node(value: 2, next: Node(value: 3)))
        var other = long
        #expect(other == long)
        other.next?.next = nil
        #expect(other != long && long.next?.next?.value == 3)
    }

    @Test("an empty body is an empty object, and what has no fields does not look at it")
    func emptyBody() throws {
        #expect(refusal(of: "") == "name is missing")
        _ = try Empty(APIRequest(method: .delete, path: "/v1/nothing", body: Array("nonsense".utf8)))
    }
}
