import APIRuntime
import HTTPTypes
import JSON
import Testing

@Suite("What generated types make of awkward contracts")
struct AwkwardTests {
    private func body<Value: APIReadable>(_ json: String, as type: Value.Type = Value.self) throws -> Value {
        try Value(APIRequest(method: .post, path: "/", body: Array(json.utf8)))
    }

    private func refusal<Value: APIReadable>(_ json: String, of type: Value.Type) -> String? {
        do {
            _ = try body(json, as: type)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test("names that generated code uses itself are taken for fields, and come back as they were")
    func names() throws {
        let json = #"""
            {"json":"a","field":1,"fields":2,"fieldsValue":3,"value":2,"self":"b","init":true,"type":"a","object":1,\#
            "request":"c","fieldNames":["d"],"url_path":"/","some":null,"none":4,"double":2.5}
            """#
        let value: Clashes = try body(json)
        #expect(value.json == "a" && value.field == 1 && value.fields == 2 && value.fieldsValue == 3)
        #expect(value.self_ == "b" && value.init_ && value.urlPath == "/" && value.some == nil && value.none == 4)
        #expect(value.document == json)
        #expect(
            refusal(json.replacing(#""value":2"#, with: #""value":3"#), of: Clashes.self)
                == "value must be at least 1 and at most 2")
        #expect(
            refusal(json.replacing(#""type":"a""#, with: #""type":"c""#), of: Clashes.self)
                == "type must be one of a, b")
        #expect(refusal(json.replacing(#""some":null,"#, with: ""), of: Clashes.self) == "some is missing")
    }

    @Test("a request is read from all its places, though its fields are named after them")
    func mixed() throws {
        let request = try APIRequest(
            method: .post, path: "/mixed/a%2Fb", query: "form=a&forms=x&forms=y",
            headers: [HTTPField.Name("x-header")!: "h"],
            parameters: ["path": "a%2Fb"], body: Array(#"{"object":2,"request":null}"#.utf8))
        let value = try Mixed(request)
        #expect(value.path == "a/b" && value.form == "a" && value.forms == ["x", "y"] && value.header == "h")
        #expect(value.object == 2 && value.request == nil)
        var other = request
        other.body = Array(#"{"object":3}"#.utf8)
        #expect(throws: JSONError("object must be at least 1 and at most 2", field: "object", offset: 10)) {
            try Mixed(other)
        }
        other.query = "form=c"
        #expect(throws: APIInputError(.form, "form", "must be one of a, b")) { try Mixed(other) }
    }

    private static let containers = [
        "pointers": "[1,null]", "deep": #"[["a"],[]]"#, "fixed": "[1,255]", "anys": #"[1,null,{"a":[]}]"#,
        "anyPtr": "null",
        "user": "1", "names": "{}", "inline": #"{"a":1}"#,
    ]

    private func containers(_ changes: [String: String]) -> String {
        let fields = Self.containers.merging(changes) { $1 }
        return "{" + fields.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }

    @Test("lists, maps and pointers hold one another")
    func nesting() throws {
        let value: Containers = try body(
            containers([
                "mapDeep": #"{"a":{"-1":[null,{"x":1,"s":"c","q":"false"}]}}"#, "bytes": #"{"k":"AQI="}"#, "pp": "null",
                "fixedOf": "[[1,2,3],[4,5,6]]", "listOfFixed": "[null,[1,2]]", "optionalList": "[]",
                "inline": #"{"a":1,"b":{"c":"d"}}"#,
            ]))
        #expect(value.pointers == [1, nil] && value.deep == [["a"], []] && value.fixed == [1, 255])
        #expect(value.mapDeep["a"]?[-1]?.map { $0?.x } == [nil, 1] && value.bytes["k"]?.bytes == [1, 2])
        #expect(value.mapDeep["a"]?[-1]?.last??.y == .min && value.mapDeep["a"]?[-1]?.last??.z == 7)
        #expect(value.fixedOf?.last == [4, 5, 6] && value.listOfFixed == [nil, [1, 2]] && value.optional == [])
        #expect(value.anys.map(\.document) == ["1", "null", #"{"a":[]}"#] && value.inline.b?.c == "d")
        #expect(try body(value.document) == value)
    }

    @Test(
        "what does not fit inside is refused by its path",
        arguments: [
            ("pointers", #"[1,"2"]"#, "pointers[1] must be an integer, not a string"),
            ("deep", "[[],[null]]", "deep[1][0] must be a string, not null"),
            ("fixed", "[1]", "fixed must have 2 elements"), ("fixed", "[1,256]", "fixed[1] is out of range"),
            ("fixedOf", "[[1,2,3]]", "fixedOf must have 2 elements"),
            ("fixedOf", "[[1,2,3],[4]]", "fixedOf has a list of the wrong length in it"),
            ("listOfFixed", "[null,[1]]", "listOfFixed has a list of the wrong length in it"),
            ("bytes", #"{"k":"AQ"}"#, "bytes.k must be base64"), ("user", "0", "user must be at least 1"),
            ("userPtr", "3", "userPtr must be one of 1, 2"),
            ("mapDeep", #"{"a":{"x":[]}}"#, "mapDeep.a.x has a name that is no Int64"),
            ("mapDeep", #"{"a":{"1":[{"s":"c","q":"true"}]}}"#, "mapDeep.a.1[0].x is missing"),
            (
                "mapDeep", #"{"a":{"1":[{"x":0,"s":"c","q":"true"}]}}"#,
                "mapDeep.a.1[0].x must be at least 1 and at most 18446744073709551615"
            ),
            ("mapDeep", #"{"a":{"1":[{"x":1,"s":"c","q":true}]}}"#, "mapDeep.a.1[0].q must be a string, not a boolean"),
            ("inline", #"{"a":1,"b":{}}"#, "inline.b.c is missing"), ("anys", "[01]", nil),
        ] as [(String, String, String?)])
    func refused(field: String, value: String, message: String?) {
        let refusal = refusal(containers([field: value]), of: Containers.self)
        #expect(refusal != nil && (message == nil || refusal == message))
    }

    @Test("structs contain themselves and one another, as deep as documents may nest")
    func recursion() throws {
        let json =
            #"{"b":{"a":{"required":null}},"self":{"required":{"required":null}},"list":[{"required":null}],"required":null}"#
        let value: A = try body(json)
        #expect(value.b?.a?.required == nil && value.self_?.required?.required == nil && value.list.count == 1)
        #expect(try body(value.document) == value)
        #expect(refusal(#"{"required":{"list":[{}]}}"#, of: A.self) == "required.list[0].required is missing")
        let deep = String(repeating: #"{"required":"#, count: 40) + "null" + String(repeating: "}", count: 40)
        #expect(refusal(deep, of: A.self)?.contains("nests deeper") == true)
    }

    @Test("of an embedded struct's fields, the nearer one of a name counts")
    func embedding() throws {
        let value: Derived = try body(#"{"id":1,"other":"x"}"#)
        #expect(value.name == nil && value.document == #"{"id":1,"other":"x"}"#)
    }
}
