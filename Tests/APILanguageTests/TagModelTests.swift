import APILanguage
import Testing

@Suite("Tags in the model") struct TagModelTests {
    /// The field `B` of this type with this tag.
    private func field(_ type: String, _ tag: String) throws -> Field {
        let model = try model("type A {\n\tB \(type) `\(tag)`\n}")
        let member = try #require(model.structure(named: "A")?.members.first)
        let field: Field? = if case .field(let field) = member { field } else { nil }
        return try #require(field)
    }

    @Test(
        "places and names",
        arguments: [
            ("json:\"b\"", "b", FieldPlace.json), ("path:\"b-1\"", "b-1", .path), ("form:\"b\"", "b", .form),
            ("header:\"X-B\"", "X-B", .header), ("json:\",optional\"", "B", .json), ("json:\"-\"", "B", .none),
            ("path:\"b\" json:\"-\"", "b", .path), ("json:\"-\" form:\"b\"", "b", .form),
            ("", "B", .json), ("validate:\"required\"", "B", .json), ("json:\"ein name\"", "ein name", .json),
            ("json:\"\\u0062\"", "b", .json), ("json:\" b \"", "b", .json),
        ])
    func places(tag: String, name: String, place: FieldPlace) throws {
        let field = try field("string", tag)
        #expect(field.wireName == name)
        #expect(field.place == place)
    }

    @Test("every option")
    func options() throws {
        #expect(try field("int", "json:\"b,optional\"").validation == Validation(isOptional: true))
        #expect(try field("int", "json:\"b,omitempty\"").validation == Validation(omitsEmpty: true))
        #expect(try field("int", "json:\"b,string\"").validation == Validation(isQuoted: true))
        #expect(try field("bool", "json:\"b,default=true\"").validation == Validation(defaultValue: .bool(true)))
        #expect(try field("string", "json:\"b,default=\"").validation == Validation(defaultValue: .string("")))
        #expect(
            try field("string", "form:\"b,default=a\\\\,b\"").validation == Validation(defaultValue: .string("a,b")))
        #expect(
            try field("float64", "form:\"b,default=-0.10\"").validation
                == Validation(defaultValue: .number(try #require(ExactDecimal("-0.1")))))
        #expect(
            try field("string", "json:\"b,options=a | b|c\"").validation
                == Validation(options: [.string("a"), .string("b"), .string("c")]))
        #expect(
            try field("int", "json:\"b,options=[1,2]\"").validation
                == Validation(options: [.number(ExactDecimal(1)), .number(ExactDecimal(2))]))
        let range = NumberRange(
            lower: .init(ExactDecimal(1), isInclusive: true), upper: .init(ExactDecimal(100), isInclusive: false))
        #expect(try field("*int", "json:\"b,range=[1:100)\"").validation == Validation(range: range))
        let all = try field("int", "json:\"b,optional,default=2,options=1|2,range=[0:9],string,omitempty\"").validation
        #expect(all.isOptional && all.isQuoted && all.omitsEmpty && !all.isRequired)
        #expect(all.range?.description == "[0:9]")
    }

    @Test(
        "the ends of ranges",
        arguments: [
            ("[1:2]", [1, 2], [0, 3]), ("(1:4)", [2, 3], [1, 4]), ("(1:]", [2, 99], [1]), ("[:5)", [-9, 4], [5]),
            ("[5:5]", [5], [4, 6]), ("[ 1 : 2 ]", [1], [3]),
        ])
    func ranges(text: String, inside: [Int], outside: [Int]) throws {
        let range = try #require(try field("int", "json:\"b,range=\(text)\"").validation.range)
        for value in inside { #expect(range.contains(ExactDecimal(value))) }
        for value in outside { #expect(!range.contains(ExactDecimal(value))) }
    }

    @Test(
        "the edges of the integer types are taken",
        arguments: [
            ("int8", "-128", "127"), ("uint8", "0", "255"), ("int", "-9223372036854775808", "9223372036854775807"),
            ("uint64", "0", "18446744073709551615"), ("rune", "-2147483648", "2147483647"),
        ])
    func edges(type: String, least: String, greatest: String) throws {
        #expect(try field(type, "json:\"b,default=\(least)\"").validation.defaultValue?.description == least)
        #expect(try field(type, "json:\"b,default=\(greatest)\"").validation.defaultValue?.description == greatest)
    }

    @Test("tags of others are kept, in order and unquoted")
    func others() throws {
        let field = try field("int", "gorm:\"a;b\"  json:\"b\" bson:\"_id\" x:\"say \\\"hi\\\"\"")
        #expect(
            field.otherTags == [
                KeyValue(key: "gorm", value: "a;b"), KeyValue(key: "bson", value: "_id"),
                KeyValue(key: "x", value: "say \"hi\""),
            ])
    }

    @Test("lists and pointers travel in queries and headers")
    func lists() throws {
        #expect(try field("[]string", "form:\"b\"").place == .form)
        #expect(try field("*int64", "header:\"B,optional\"").validation.isOptional)
    }
}
