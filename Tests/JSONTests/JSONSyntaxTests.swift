import JSON
import Testing

@Suite("Broken documents")
struct JSONSyntaxTests {
    @Test(
        "a break of the grammar is refused with its place and what was expected",
        arguments: [
            ("", 0, "a value at byte 0, but the document ends"),
            ("  ", 2, "a value at byte 2, but the document ends"),
            ("{", 1, "a field name in quotes at byte 1, but the document ends"),
            (#"{"a""#, 4, "a colon at byte 4, but the document ends"),
            (#"{"a":"#, 5, "a value at byte 5, but the document ends"),
            (#"{"a":1"#, 6, "a comma or } at byte 6, but the document ends"),
            (#"{"a":1,"#, 7, "a field name in quotes at byte 7, but the document ends"),
            (#"{"a":1,}"#, 7, "a field name in quotes at byte 7, not }"),
            (#"{"a" 1}"#, 5, "a colon at byte 5, not 1"),
            (#"{"a":1]"#, 6, "a comma or } at byte 6, not ]"),
            (#"{a:1}"#, 1, "a field name in quotes at byte 1, not a"),
            (#"{,}"#, 1, "a field name in quotes at byte 1, not ,"),
            (#"{'a':1}"#, 1, "a field name in quotes at byte 1, not '"),
            ("[1,]", 3, "a value at byte 3, not ]"),
            ("[1 2]", 3, "a comma or ] at byte 3, not 2"),
            ("[1}", 2, "a comma or ] at byte 2, not }"),
            ("[", 1, "a value at byte 1, but the document ends"),
            ("]", 0, "a value at byte 0, not ]"),
            ("{} {}", 3, "the end at byte 3, not {"),
            ("1 x", 2, "the end at byte 2, not x"),
            ("tru", 3, "true at byte 3, but the document ends"),
            ("nul!", 3, "null at byte 3, not !"),
            ("True", 0, "a value at byte 0, not T"),
            ("falsey", 5, "the end at byte 5, not y"),
            ("\u{FEFF}{}", 0, "a value at byte 0, not the byte 0xEF"),
            ("\u{0}", 0, "a value at byte 0, not the byte 0x00"),
            ("/* no */1", 0, "a value at byte 0, not /"),
        ])
    func grammar(json: String, offset: Int, expected: String) {
        let error = failure { () throws(JSONError) in try JSONValue(parsing: json.utf8) }
        #expect(error == JSONError("invalid JSON: expected \(expected)", offset: offset))
    }

    @Test(
        "what only looks like a number is refused",
        arguments: [
            "01", "-01", "00", "-", "+1", "1.", ".5", "1.e2", "1e", "1e+", "1e-", "0x10", "1_000", "NaN", "nan",
            "Infinity",
            "-Infinity", "inf", "1.5.2", "1e2.5", "--1", "1-", "0e",
        ])
    func numbers(json: String) {
        #expect(failure { () throws(JSONError) in try JSONValue(parsing: json.utf8) } != nil)
        #expect(failure { () throws(JSONError) in try object("{\"a\":\(json)}") } != nil)
    }

    @Test(
        "what only looks like a string is refused",
        arguments: [
            #"""#, #""a"#, #""\""#, #""\"#, #""\x""#, #""\u12""#, #""\u12G4""#, #""\u""#, #""\U0041""#, "\"a\nb\"",
            "\"\u{1F}\"", "\"\u{0}\"", "'a'",
        ])
    func strings(json: String) {
        #expect(failure { () throws(JSONError) in try JSONValue(parsing: json.utf8) } != nil)
    }

    @Test(
        "half a surrogate pair is refused",
        arguments: [
            #""\uD83C""#, #""\uDFE0""#, #""\uD83C\uD83C""#, #""\uD83Cx""#, #""\uD83C\n""#, #""\uD83C\u0041""#,
            #""\uDFE0\uD83C""#, #""\ud800"#,
        ])
    func surrogates(json: String) {
        #expect(failure { () throws(JSONError) in try JSONValue(parsing: json.utf8) } != nil)
    }

    @Test(
        "bytes that are not UTF-8 are refused, also in fields that nobody reads",
        arguments: [
            [0x80], [0xBF], [0xC0, 0xAF], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x9F, 0xBF], [0xE2, 0x82],
            [0xED, 0xA0, 0x80], [0xEF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x8F], [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xFE],
        ] as [[UInt8]])
    func encoding(bytes: [UInt8]) {
        let value = Array(#"{"a":""#.utf8) + bytes + Array(#""}"#.utf8)
        #expect(
            failure { () throws(JSONError) in try JSONObject(parsing: value) }
                == JSONError("invalid JSON: not UTF-8 at byte 6", offset: 6))
        let name = Array(#"{""#.utf8) + bytes + Array(#"":1}"#.utf8)
        #expect(failure { () throws(JSONError) in try JSONObject(parsing: name) } != nil)
        #expect(failure { () throws(JSONError) in try JSONObject(parsing: value.dropLast(2)) } != nil)
    }

    @Test("the first and last characters of each length are accepted")
    func characters() throws {
        let plain = "\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}"
        #expect(try JSONValue(parsing: plain.jsonBytes()).read(as: String.self) == plain)
    }

    @Test("nesting deeper than the limit is refused, at the limit it is not")
    func depth() throws {
        let limits = JSONLimits(maximumDepth: 3)
        _ = try object(#"{"a":[{}]}"#, limits: limits)
        let error = failure { () throws(JSONError) in try object(#"{"a":[{"b":[]}]}"#, limits: limits) }
        #expect(error == JSONError("the document nests deeper than 3 levels at byte 11", offset: 11))
    }

    @Test("no depth exhausts the stack")
    func depthWithoutLimit() throws {
        let depth = 200_000
        let brackets = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        _ = try JSONValue(parsing: brackets.utf8, limits: JSONLimits(maximumDepth: depth))
        #expect(failure { () throws(JSONError) in try JSONValue(parsing: brackets.utf8) } != nil)
    }

    @Test("a document longer than the limit is refused")
    func length() throws {
        let error = failure { () throws(JSONError) in try object(#"{"a":1}"#, limits: JSONLimits(maximumLength: 6)) }
        #expect(error?.message == "the document is longer than 6 bytes")
        _ = try object(#"{"a":1}"#, limits: JSONLimits(maximumLength: 7))
    }
}
