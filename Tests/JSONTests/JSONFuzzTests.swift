import JSON
import Testing

/// Bytes that no one would write on purpose: whatever comes, reading ends with a value or an error.
@Suite("Random documents")
struct JSONFuzzTests {
    @Test("what was written reads back as the same bytes", arguments: 0..<4 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        for _ in 0..<300 {
            let bytes = RandomJSON.document(using: &random)
            let value = try JSONValue(parsing: bytes)
            #expect(try rewritten(value) == bytes)
        }
    }

    @Test("a document cut short anywhere is refused")
    func truncation() throws {
        var random = SplitMix64(state: 11)
        for _ in 0..<60 {
            let bytes = Array(#"{"a":"#.utf8) + RandomJSON.document(using: &random) + Array("}".utf8)
            for length in 0..<bytes.count {
                #expect(failure { () throws(JSONError) in try JSONValue(parsing: bytes[..<length]) } != nil)
            }
        }
    }

    @Test("a changed document is read or refused, and never crashes", arguments: 0..<4 as Range<UInt64>)
    func mutation(seed: UInt64) {
        var random = SplitMix64(state: 100 + seed)
        for _ in 0..<1500 {
            var bytes = RandomJSON.document(using: &random)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                RandomJSON.mutate(&bytes, using: &random)
            }
            exercise(bytes)
        }
    }

    @Test("random bytes are read or refused, and never crash")
    func noise() {
        var random = SplitMix64(state: 7)
        let alphabet = Array(#"{}[]",:\u0123456789aDdEe+-.truefalsnl "#.utf8) + [0xC3, 0xA9, 0xF0, 0x9F, 0xED, 0xFF, 0]
        for _ in 0..<5000 {
            let length = Int.random(in: 0..<40, using: &random)
            exercise((0..<length).map { _ in alphabet.randomElement(using: &random)! })
        }
    }

    /// Reads all there is in a document, in every way.
    private func exercise(_ bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: bytes) else { return }
        // Only a number beyond Double's range is read and cannot be written.
        if let once = try? rewritten(value) {
            #expect((try? rewritten(JSONValue(parsing: once))) == once)
        }
        _ = failure { () throws(JSONError) in try value.read(as: [Int].self) }
        _ = failure { () throws(JSONError) in try value.read(as: [JSONObject].self) }
        if let object = try? value.read(as: JSONObject.self) {
            _ = failure { () throws(JSONError) in try object.require("a", as: Double.self) }
            _ = failure { () throws(JSONError) in try object.requireDecimal("b", scale: 2) }
        }
    }

    /// Reads a value through the public interface and writes it again.
    private func rewritten(_ value: JSONValue) throws(JSONError) -> [UInt8] {
        var json = JSONWriter()
        try rewrite(value, to: &json)
        return json.bytes
    }

    private func rewrite(_ value: JSONValue, to json: inout JSONWriter) throws(JSONError) {
        if value.isNull { return json.null() }
        if let bool = try? value.read(as: Bool.self) { return json.value(bool) }
        if let integer = try? value.read(as: Int64.self) { return json.value(integer) }
        if let string = try? value.read(as: String.self) { return json.value(string) }
        if let elements = try? value.read(as: [JSONValue].self) {
            json.beginArray()
            for element in elements { try rewrite(element, to: &json) }
            return json.endArray()
        }
        if let object = try? value.read(as: JSONObject.self) {
            json.beginObject()
            for name in RandomJSON.names {
                guard let field = object[name] else { continue }
                json.name(escaping: name)
                try rewrite(field, to: &json)
            }
            return json.endObject()
        }
        let number = try value.read(as: Double.self)
        // Negative zero is written without a fraction, and would read back as the integer zero.
        json.value(number == 0 ? 0 : number)
    }
}
