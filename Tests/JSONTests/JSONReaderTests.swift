import JSON
import Testing

@Suite("Reading JSON as it goes by")
struct JSONReaderTests {
    private func read(_ text: String, limits: JSONLimits = .init()) throws(JSONError) -> Stay {
        try Stay(parsing: Array(text.utf8), limits: limits)
    }

    @Test("fields are read in any order, unknown ones skipped")
    func fields() throws {
        let stay = try read(
            #"""
             { "x" : [ {"y":[]} , null ] , "nights":[ {"day":1} , {"day":31,"z":-0.5e+3} ] , "prices" : {"二":-2},
               "name":"海\n\u6d77\ud83d\ude00" , "id" : -9223372036854775808 , "next":[{"id":7}] , "e":{} }
            """#)
        #expect(stay.id == .min && stay.name == "海\n海😀" && stay.nights.map(\.day) == [1, 31])
        #expect(stay.prices == ["二": -2] && stay.next.map(\.id) == [7])
    }

    @Test("a name may be written with escapes")
    func escapedName() throws {
        #expect(try read(#"{"\u0069d":1,"i\u0064d":2}"#).id == 1)
    }

    @Test("of a name that stands twice, the last one counts")
    func duplicates() throws {
        #expect(try read(#"{"id":1,"id":2}"#).id == 2)
        #expect(failure { () throws(JSONError) in try read(#"{"id":1,"id":null}"#) }?.message == "id is missing")
    }

    @Test(
        "an error names the field with its path, what it must be and what it is",
        arguments: [
            ("{}", "id is missing"), (#"{"id":null}"#, "id is missing"),
            ("[]", "the document must be an object, not an array"),
            ("nope", "invalid JSON: expected null at byte 1, not o"),
            ("null", "the document must be an object, not null"),
            (#"{"id":"1"}"#, "id must be an integer, not a string"),
            (#"{"id":1.0}"#, "id must be an integer, not 1.0"), (#"{"id":1e3}"#, "id must be an integer, not 1e3"),
            (#"{"id":9223372036854775808}"#, "id is out of range"),
            (#"{"id":true}"#, "id must be an integer, not a boolean"),
            (#"{"id":1,"name":[]}"#, "name must be a string, not an array"),
            (#"{"id":1,"nights":{}}"#, "nights must be an array, not an object"),
            (#"{"id":1,"nights":[{"day":1},{}]}"#, "nights[1].day is missing"),
            (#"{"id":1,"nights":[{"day":1},{"day":256}]}"#, "nights[1].day is out of range"),
            (#"{"id":1,"nights":[{"day":1},{"x":{},"day":32,"y":[1]}]}"#, "nights[1].day must be at most 31"),
            (#"{"id":1,"nights":[{"day":1},null]}"#, "nights[1] must be an object, not null"),
            (#"{"id":1,"prices":{"a":1,"b]":"x"}}"#, "prices.b] must be an integer, not a string"),
            (#"{"id":1,"next":[{"id":2},{"id":3,"next":[{"name":"]}"}]}]}"#, "next[1].next[0].id is missing"),
        ])
    func errors(json: String, message: String) {
        #expect(failure { () throws(JSONError) in try read(json) }?.message == message)
    }

    @Test(
        "what is no JSON is refused, wherever it stands",
        arguments: [
            "", " ", "{", #"{"id"#, #"{"id""#, #"{"id":"#, #"{"id":1"#, #"{"id":1,"#, #"{"id":1,}"#, #"{"id":1}}"#,
            #"{"id":1} x"#,
            #"{"id":01}"#, #"{"id":-}"#, #"{"id":+1}"#, #"{"id":1"name":"a"}"#, #"{"id":1,,"name":"a"}"#, #"{,"id":1}"#,
            #"{"id":1,"x":[1,]}"#, #"{"id":1,"x":[,1]}"#, #"{"id":1,"x":[1 2]}"#, #"{"id":1,"x":{"a"}}"#,
            #"{"id":1,"x":{"a":1,}}"#,
            #"{"id":1,"x":tru}"#, #"{"id":1,"x":nul}"#, #"{"id":1,"x":NaN}"#, #"{"id":1,"x":"\x"}"#,
            #"{"id":1,"name":"\ud800"}"#,
            #"{"id":1,"name":"\ude00"}"#, #"{"id":1,"name":"\u00g0"}"#, "{\"id\":1,\"name\":\"a\nb\"}",
            #"{"id":1,"nights":[{"day":1}"#,
            #"{"id":1,"nights":[{"day":1},]}"#, #"{id:1}"#, #"{"id":1;"name":""}"#, #"{"x":1]"#, #"{"id":1,"x":[}"#,
        ])
    func noJSON(json: String) {
        #expect(failure { () throws(JSONError) in try read(json) } != nil)
        let tree = failure { () throws(JSONError) in try object(json) }
        #expect(tree != nil)
    }

    @Test(
        "text that is not UTF-8 is refused, in values, names and what is skipped",
        arguments: [
            [0x80], [0xC0, 0xAF], [0xE0, 0x80, 0x80], [0xE4, 0xBD], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xFF],
        ] as [[UInt8]])
    func noUTF8(bytes: [UInt8]) {
        let before = Array("海海".utf8)
        for (start, end) in [
            (#"{"id":1,"name":""#, #"海"}"#), (#"{"id":1,""#, #"海":1}"#), (#"{"id":1,"x":[""#, #"海"]}"#),
        ] {
            let document = Array(start.utf8) + before + bytes + Array(end.utf8)
            let error = failure { () throws(JSONError) in try Stay(parsing: document) }
            #expect(error?.message == "invalid JSON: not UTF-8 at byte \(start.utf8.count + before.count)")
        }
    }

    @Test("a document that nests too deep or is too long is refused, skipped or not")
    func limits() {
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        for json in [#"{"id":1,"x":\#(deep)}"#, deep] {
            #expect(failure { () throws(JSONError) in try read(json) } != nil)
        }
        let nested = String(repeating: #"{"id":1,"next":["#, count: 17) + String(repeating: "]}", count: 17)
        #expect(failure { () throws(JSONError) in try read(nested) }?.message.contains("deeper than 32 levels") == true)
        #expect(failure { () throws(JSONError) in try read(#"{"id":1}"#, limits: .init(maximumLength: 7)) } != nil)
        #expect(failure { () throws(JSONError) in try read(#"{"id":1}"#, limits: .init(maximumLength: 8)) } == nil)
        let endless = Array(repeating: UInt8(ascii: "["), count: 100_000)
        #expect(
            failure { () throws(JSONError) in try Stay(parsing: endless, limits: .init(maximumDepth: .max)) } != nil)
    }

    @Test("what stands side by side does not nest")
    func siblings() throws {
        let nights = Array(repeating: #"{"day":1,"x":[[],{}]}"#, count: 100).joined(separator: ",")
        #expect(try read(#"{"id":1,"nights":[\#(nights)]}"#).nights.count == 100)
        #expect(try read(#"{"id":1,"nights":[\#(nights)]}"#, limits: .init(maximumDepth: 5)).nights.count == 100)
        let error = failure { () throws(JSONError) in
            try read(#"{"id":1,"nights":[\#(nights)]}"#, limits: .init(maximumDepth: 4))
        }
        #expect(error?.message.contains("deeper than 4 levels") == true)
    }

    @Test("types of both kinds may hold one another, and paths go through")
    func mixed() throws {
        let tree = try TreeStay(parsing: Array(#"{"id":1,"stay":{"id":2}}"#.utf8))
        #expect(tree.stay.id == 2)
        func message(_ json: String) -> String? {
            failure { () throws(JSONError) in try TreeStay(parsing: Array(json.utf8)) }?.message
        }
        #expect(message(#"{"id":1,"stay":{"id":2,"nights":[{}]}}"#) == "stay.nights[0].day is missing")
        #expect(message(#"{"id":1,"stay":7}"#) == "stay must be an object, not a number")
    }
}
