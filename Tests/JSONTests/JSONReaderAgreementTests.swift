import JSON
import Testing

/// Reading as it goes by and reading through a tree are two implementations of the same thing.
@Suite("Both ways to read")
struct JSONReaderAgreementTests {
    /// Any document, skipped.
    private struct Skipped: JSONStreamReadable {
        init(from json: inout JSONReader) throws(JSONError) { try json.skipValue() }
    }

    /// A value of any type behind the reader.
    private struct Streamed<Value: JSONReadable>: JSONStreamReadable {
        var value: Value

        init(from json: inout JSONReader) throws(JSONError) { value = try json.read() }
    }

    /// Why a document is refused; `nil` where it is not.
    private func refusals(of bytes: [UInt8]) -> (stream: String?, tree: String?) {
        (
            failure { () throws(JSONError) in try Skipped(parsing: bytes) }?.message,
            failure { () throws(JSONError) in try JSONValue(parsing: bytes) }?.message
        )
    }

    @Test("they refuse the same documents, with the same words", arguments: 0..<4 as Range<UInt64>)
    func refusals(seed: UInt64) {
        var random = SplitMix64(state: 500 + seed)
        var refused = 0
        for _ in 0..<3000 {
            var bytes = RandomJSON.document(using: &random)
            for _ in 0..<Int.random(in: 0...3, using: &random) { RandomJSON.mutate(&bytes, using: &random) }
            let (stream, tree) = refusals(of: bytes)
            #expect(stream == tree)
            if tree != nil { refused += 1 }
        }
        #expect(refused > 300 && refused < 2900)
    }

    private func agree<Value: JSONReadable & Equatable>(_ bytes: [UInt8], on type: Value.Type) {
        let (stream, tree): (Result<Value, JSONError>, Result<Value, JSONError>)
        do throws(JSONError) {
            stream = .success(try Streamed<Value>(parsing: bytes).value)
        } catch {
            stream = .failure(error)
        }
        do throws(JSONError) {
            tree = .success(try JSONValue(parsing: bytes).read(as: Value.self))
        } catch {
            tree = .failure(error)
        }
        switch (stream, tree) {
        case (.success(let first), .success(let second)): #expect(first == second)
        // Of two things that are wrong, the first in the text comes first, or what is no JSON at all.
        case (.failure(let first), .failure(let second)):
            #expect(first.message == second.message || second.message.hasPrefix("invalid JSON"))
        default: Issue.record("\(String(decoding: bytes, as: UTF8.self)): \(stream), \(tree)")
        }
    }

    @Test("they read the same numbers")
    func numbers() {
        var random = SplitMix64(state: 9)
        let edges = [
            "0", "-0", "127", "128", "-128", "-129", "255", "256", "-1", "2147483647", "2147483648", "4294967295",
            "4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
            "18446744073709551615", "18446744073709551616", "999999999999999999", "1000000000000000000", "0.1", "1.50",
            "-128.00", "1e2", "15e-1", "1E400", "1e-400", "0e999", "00", "01", "-", "1.", ".5", "+1", "1e", "-a", "0x1",
            "123456789012345678901234567890", "0.1234567890123456789", "92233720368547758.07", "92233720368547758.08",
        ]
        let alphabet = Array("0123456789-.eE+".utf8)
        let noise = (0..<4000).map { _ in
            String(
                decoding: (0..<random.length(upTo: 24)).map { _ in alphabet.randomElement(using: &random)! },
                as: UTF8.self)
        }
        for text in edges + noise {
            for document in [text, " \(text) ", "[\(text)]", #"{"a":\#(text)}"#] {
                let bytes = Array(document.utf8)
                agree(bytes, on: Int8.self)
                agree(bytes, on: Int64.self)
                agree(bytes, on: [UInt64].self)
                agree(bytes, on: Double.self)
                agree(bytes, on: JSONDecimal.self)
                agree(bytes, on: [String: Float].self)
            }
        }
    }

    @Test("they read the same documents", arguments: 0..<4 as Range<UInt64>)
    func documents(seed: UInt64) {
        var random = SplitMix64(state: 900 + seed)
        for _ in 0..<1500 {
            var bytes = RandomJSON.document(using: &random)
            for _ in 0..<Int.random(in: 0...2, using: &random) { RandomJSON.mutate(&bytes, using: &random) }
            agree(bytes, on: String.self)
            agree(bytes, on: [String?].self)
            agree(bytes, on: [String: [String: Bool]?].self)
            agree(bytes, on: [[Int64]].self)
            agree(bytes, on: JSONValue.self)
        }
    }
}

extension SplitMix64 {
    fileprivate mutating func length(upTo limit: Int) -> Int { Int.random(in: 1...limit, using: &self) }
}
