import JSON
import Testing

@Suite("What generated types write")
struct WritingTests {
    @Test("what is empty and may be left out is left out; a pointer is null")
    func sparse() {
        let empty = Sparse(
            text: "", count: 0, flag: false, list: [], object: [:], null: nil, quoted: 0, any: .null,
            nested: Part(size: 0))
        #expect(empty.document == #"{"null":null,"nested":{"size":0}}"#)
        let full = Sparse(
            text: "\"", count: -1, flag: true, list: [0], object: ["b": false, "a": true], maybe: 0, null: 1,
            quoted: 2.5,
            any: JSONValue(encoding: ["x"]), nested: Part(size: 1, colour: ""))
        #expect(
            full.document == """
                {"text":"\\"","count":-1,"flag":true,"list":[0],"object":{"a":true,"b":false},"maybe":0,"null":1,\
                "quoted":"2.5","any":["x"],"nested":{"size":1,"colour":""}}
                """)
    }

    @Test("what was read is written, and reads as the same again")
    func roundTrip() throws {
        let value = try read(
            everything([
                "data": #""//79""#, "byNumber": #"{"10":["b"],"9":["a"]}"#, "switch": #""false""#, "anything": "[1, 2]",
                "tree": #"{"value":1,"many":[{"value":2}]}"#,
            ]))
        #expect(try read(value.document) == value)
        #expect(value.document.contains(#""byNumber":{"9":["a"],"10":["b"]}"#))
        #expect(value.document.contains(#""switch":"false""#) && value.document.contains(#""data":"//79""#))
        #expect(!value.document.contains("hidden") && value.document.contains(#""maybe":null"#))
    }

    @Test("random values come back as they were", arguments: 0..<200 as Range<UInt64>)
    func random(seed: UInt64) throws {
        var random = RandomEverything(seed: seed)
        let value = random.everything()
        #expect(try read(value.document) == value)
    }

    @Test("random damage to a body is refused or taken, and ends nothing", arguments: 0..<200 as Range<UInt64>)
    func damage(seed: UInt64) throws {
        var random = RandomEverything(seed: seed)
        var body = random.everything().jsonBytes()
        for _ in 0..<random.number(below: 8) + 1 {
            let place = random.number(below: body.count)
            switch random.number(below: 3) {
            case 0: body[place] = UInt8(random.number(below: 256))
            case 1: body.remove(at: place)
            default: body.insert(Array(#"{}[]",:0-.e\nt"#.utf8)[random.number(below: 14)], at: place)
            }
            guard let object = try? JSONObject(parsing: body) else { continue }
            _ = try? Everything(json: object)
        }
    }
}
