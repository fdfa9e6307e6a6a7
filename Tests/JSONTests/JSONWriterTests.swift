import JSON
import Testing

@Suite("Writing JSON")
struct JSONWriterTests {
    private struct Night: JSONEncodable {
        var day: Int64
        var notes: [String] = []

        func encode(to json: inout JSONWriter) {
            json.beginObject()
            json.field("day", day)
            json.field("notes", notes)
            json.endObject()
        }
    }

    @Test("commas stand between fields and between elements, and nowhere else")
    func commas() {
        var json = JSONWriter()
        json.beginObject()
        json.field("nights", [Night(day: 1), Night(day: 2, notes: ["late", "quiet"])])
        json.field("none", [Int]())
        json.name("inner")
        json.beginObject()
        json.endObject()
        json.name("rows")
        json.beginArray()
        json.beginArray()
        json.value(1)
        json.endArray()
        json.value("x")
        json.endArray()
        json.field("last", true)
        json.endObject()
        let expected = #"""
            {"nights":[{"day":1,"notes":[]},{"day":2,"notes":["late","quiet"]}],"none":[],"inner":{},"rows":[[1],"x"],"last":true}
            """#
        #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
    }

    @Test("a value may be the whole document")
    func scalars() {
        #expect(text("a") == #""a""#)
        #expect(text(7) == "7")
        #expect(text(false) == "false")
        #expect(text(String?.none) == "null")
        #expect(text(Int?.some(3)) == "3")
        #expect(text([Bool]()) == "[]")
    }

    @Test("dictionaries are written in the order of their names, which are escaped")
    func dictionaries() {
        #expect(text(["b": 1, "a": 2, "q\"": 3]) == #"{"a":2,"b":1,"q\"":3}"#)
    }

    @Test("JSON that is there already goes in as it stands, with its comma")
    func raw() {
        var json = JSONWriter(reservingCapacity: 0)
        json.beginArray()
        json.raw(#"{"a":1}"#.utf8)
        json.raw([UInt8(ascii: "2")])
        json.value(3)
        json.endArray()
        #expect(String(decoding: json.bytes, as: UTF8.self) == #"[{"a":1},2,3]"#)
    }

    @Test(
        "quotes, backslashes and control characters are escaped",
        arguments: [
            ("", #""""#),
            ("say \"hi\"", #""say \"hi\"""#),
            ("a\\b", #""a\\b""#),
            ("\n\r\t\u{08}\u{0C}", #""\n\r\t\b\f""#),
            ("\u{0}\u{1}\u{1F}", #""\u0000\u0001\u001f""#),
            ("\u{7F}/</script>", "\"\u{7F}/</script>\""),
            ("海边的小屋 🏠 é", "\"海边的小屋 🏠 é\""),
            ("12345678\"", #""12345678\"""#),
            ("\"2345678\"0", #""\"2345678\"0""#),
        ])
    func escapes(string: String, expected: String) {
        #expect(text(string) == expected)
        #expect(text(string[...]) == expected)
    }

    @Test("a character is escaped wherever it stands among plain text")
    func escapesAtEachOffset() throws {
        for length in 0..<40 {
            for position in 0...length {
                let plain = String(repeating: "é", count: position) + "\"\u{1F}" + String(repeating: "x", count: length)
                let read = try JSONValue(parsing: plain.jsonBytes()).read(as: String.self)
                #expect(read == plain)
            }
        }
    }
}
