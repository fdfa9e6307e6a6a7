import APILanguage
import Testing

@testable import APIDescription

@Suite struct SchemaTests {
    private let model = APIModel.service(
        [
            .structure("Item", Field("name", .text)), .alias("ItemID", .int64), .alias("Octet", .primitive(.byte)),
            .alias("Key", .alias("ItemID")), .alias("Items", .list(.structure("Item"))),
        ], ServerOptions(), Route(.post, "/", "get", returns: .structure("Item")))

    private func builder() -> SchemaBuilder {
        var names = UniqueNames()
        return SchemaBuilder(model, names: &names)
    }

    private func schema(_ type: ValueType, _ validation: Validation = Validation(), _ direction: Direction = .request)
        -> String
    {
        JSONTree.object(builder().schema(Field("f", type, validation), direction)).text(.compact)
    }

    @Test(
        arguments: [
            (.bool, #"{"type":"boolean"}"#),
            (.string, #"{"type":"string"}"#),
            (.int, #"{"type":"integer","format":"int64"}"#),
            (.int8, #"{"type":"integer","format":"int8","minimum":-128,"maximum":127}"#),
            (.int16, #"{"type":"integer","format":"int16","minimum":-32768,"maximum":32767}"#),
            (.int32, #"{"type":"integer","format":"int32","minimum":-2147483648,"maximum":2147483647}"#),
            (.rune, #"{"type":"integer","format":"int32","minimum":-2147483648,"maximum":2147483647}"#),
            (.int64, #"{"type":"integer","format":"int64"}"#),
            (.uint, #"{"type":"integer","format":"uint64","minimum":0}"#),
            (.uint8, #"{"type":"integer","format":"uint8","minimum":0,"maximum":255}"#),
            (.byte, #"{"type":"integer","format":"uint8","minimum":0,"maximum":255}"#),
            (.uint16, #"{"type":"integer","format":"uint16","minimum":0,"maximum":65535}"#),
            (.uint32, #"{"type":"integer","format":"uint32","minimum":0,"maximum":4294967295}"#),
            (.uint64, #"{"type":"integer","format":"uint64","minimum":0}"#),
            (.uintptr, #"{"type":"integer","format":"uint64","minimum":0}"#),
            (.float32, #"{"type":"number","format":"float"}"#),
            (.float64, #"{"type":"number","format":"double"}"#),
        ] as [(Primitive, String)])
    func `a basic type has its format and its bounds`(primitive: Primitive, expected: String) {
        #expect(schema(.primitive(primitive)) == expected)
    }

    @Test(
        arguments: [
            (.list(.text), #"{"type":"array","items":{"type":"string"}}"#),
            (
                .array(.primitive(.bool), length: 3),
                #"{"type":"array","items":{"type":"boolean"},"minItems":3,"maxItems":3}"#
            ),
            (.array(.text, length: 0), #"{"type":"array","items":{"type":"string"},"minItems":0,"maxItems":0}"#),
            (.list(.primitive(.byte)), #"{"type":"string","contentEncoding":"base64"}"#),
            (.list(.primitive(.uint8)), #"{"type":"string","contentEncoding":"base64"}"#),
            (.list(.alias("Octet")), #"{"type":"string","contentEncoding":"base64"}"#),
            (
                .list(.list(.primitive(.byte))),
                #"{"type":"array","items":{"type":"string","contentEncoding":"base64"}}"#
            ),
            (.map(key: .string, value: .any), #"{"type":"object","additionalProperties":{}}"#),
            (
                .map(key: .uint8, value: .text),
                #"{"type":"object","propertyNames":{"pattern":"^(0|[1-9][0-9]*)$"},"#
                    + #""additionalProperties":{"type":"string"}}"#
            ),
            (.any, "{}"),
            (.pointer(.any), "{}"),
            (.pointer(.text), #"{"type":["string","null"]}"#),
            (.pointer(.pointer(.text)), #"{"type":["string","null"]}"#),
            (.structure("Item"), ##"{"$ref":"#/components/schemas/Item"}"##),
            (.pointer(.structure("Item")), ##"{"anyOf":[{"$ref":"#/components/schemas/Item"},{"type":"null"}]}"##),
            (.list(.pointer(.text)), #"{"type":"array","items":{"type":["string","null"]}}"#),
            (.alias("Key"), #"{"type":"integer","format":"int64"}"#),
            (.alias("Items"), ##"{"type":"array","items":{"$ref":"#/components/schemas/Item"}}"##),
            (.pointer(.alias("Key")), #"{"type":["integer","null"],"format":"int64"}"#),
        ] as [(ValueType, String)])
    func `a type is described as it travels in JSON`(type: ValueType, expected: String) {
        #expect(schema(type) == expected)
    }

    @Test(
        arguments: [
            ("[1:100]", .int64, #"{"type":"integer","format":"int64","minimum":1,"maximum":100}"#),
            ("(1:100)", .int64, #"{"type":"integer","format":"int64","exclusiveMinimum":1,"exclusiveMaximum":100}"#),
            ("[:0.5)", .float64, #"{"type":"number","format":"double","exclusiveMaximum":0.5}"#),
            ("[1:]", .uint8, #"{"type":"integer","format":"uint8","minimum":1,"maximum":255}"#),
            ("[-5:300]", .uint8, #"{"type":"integer","format":"uint8","minimum":0,"maximum":255}"#),
            ("(0:255)", .uint8, #"{"type":"integer","format":"uint8","exclusiveMinimum":0,"exclusiveMaximum":255}"#),
            (
                "[-9223372036854775808:9223372036854775807]", .int64,
                #"{"type":"integer","format":"int64","minimum":-9223372036854775808,"maximum":9223372036854775807}"#
            ),
        ] as [(String, Primitive, String)])
    func `of a range and a type's bounds, the narrower one is said`(range: String, type: Primitive, expected: String) {
        #expect(schema(.primitive(type), Validation(range: NumberRange(range))) == expected)
    }

    @Test func `options are an enumeration, in a list one of its elements`() {
        let options = Validation(options: ["a", "b"])
        #expect(schema(.text, options) == #"{"type":"string","enum":["a","b"]}"#)
        #expect(schema(.list(.text), options) == #"{"type":"array","items":{"type":"string","enum":["a","b"]}}"#)
        #expect(schema(.pointer(.text), options) == #"{"type":["string","null"],"enum":["a","b",null]}"#)
        #expect(
            schema(.int64, Validation(options: [1, 2])) == #"{"type":"integer","format":"int64","enum":[1,2]}"#)
    }

    @Test func `a default is of the field's type`() {
        #expect(schema(.text, Validation(defaultValue: "1")) == #"{"type":"string","default":"1"}"#)
        #expect(schema(.primitive(.bool), Validation(defaultValue: false)) == #"{"type":"boolean","default":false}"#)
        #expect(
            schema(.int64, Validation(defaultValue: 1)) == #"{"type":"integer","format":"int64","default":1}"#)
    }

    @Test func `a quoted value is text, and so are its options and its default`() {
        let validation = Validation(
            defaultValue: 2, options: [1, 2], range: NumberRange("[1:3)"), isQuoted: true)
        #expect(
            schema(.int64, validation)
                == #"{"type":"string","format":"int64","pattern":"^-?(0|[1-9][0-9]*)$","x-range":"[1:3)","#
                + #""enum":["1","2"],"default":"2"}"#)
        let quoted = Validation(isQuoted: true)
        #expect(schema(.primitive(.bool), quoted) == #"{"type":"string","enum":["true","false"]}"#)
        #expect(
            schema(.primitive(.float64), quoted)
                == #"{"type":"string","pattern":"^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$"}"#)
        #expect(schema(.text, quoted) == #"{"type":"string"}"#)
    }

    @Test func `a field that may be left out may be null, unless it is left out when empty`() {
        let optional = Validation(isOptional: true)
        #expect(schema(.text, optional) == #"{"type":["string","null"]}"#)
        #expect(schema(.pointer(.text), optional) == #"{"type":["string","null"]}"#)
        #expect(
            schema(.pointer(.structure("Item")), optional)
                == ##"{"anyOf":[{"$ref":"#/components/schemas/Item"},{"type":"null"}]}"##)
        #expect(
            schema(.text, Validation(isOptional: true, omitsEmpty: true), .response) == #"{"type":"string"}"#)
    }

    @Test func `a parameter is never null and never quoted`() {
        let field = Field("f", .pointer(.int64), in: .form, Validation(isOptional: true, isQuoted: true))
        let schema = JSONTree.object(builder().parameterSchema(field)).text(.compact)
        #expect(schema == #"{"type":"integer","format":"int64"}"#)
    }

    @Test func `an unknown name is any value`() {
        #expect(schema(.structure("Gone")) == "{}")
        #expect(schema(.alias("Gone")) == "{}")
    }
}
