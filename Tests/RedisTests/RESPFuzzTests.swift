import NIOCore
import Testing

@testable import Redis

/// Numbers that are the same in each run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        // SplitMix64.
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("Replies of all sorts, in pieces of all sizes")
struct RESPFuzzTests {
    /// What came out of a stream: values, and the error that ended it.
    private struct Outcome: Equatable {
        var values: [RESPValue] = []
        var error: RESPDecodingError?
    }

    /// All kinds of values, one behind the other.
    private static let valid = Array(
        """
        +OK\r\n:-42\r\n$5\r\nhe\r\nl\r\n$-1\r\n*-1\r\n_\r\n#t\r\n,-1.5e3\r\n(-123456789012345678901\r\n\
        =7\r\nmkd:abc\r\n!5\r\nERR x\r\n-WRONGTYPE no\r\n*3\r\n:1\r\n*2\r\n$0\r\n\r\n-E\r\n~1\r\n+x\r\n\
        %2\r\n+a\r\n*0\r\n+b\r\n%1\r\n:1\r\n:2\r\n>2\r\n+message\r\n$1\r\nm\r\n|1\r\n+k\r\n:1\r\n*1\r\n|0\r\n:5\r\n
        """.utf8)

    @Test("a valid stream cut at any place gives the same values")
    func splitPoints() {
        let whole = outcome([Self.valid])
        #expect(whole.error == nil)
        #expect(whole.values.count == 16)
        for cut in 0...Self.valid.count {
            #expect(outcome([Array(Self.valid[..<cut]), Array(Self.valid[cut...])]) == whole, "cut at \(cut)")
        }
        #expect(outcome(Self.valid.map { [$0] }) == whole)
    }

    @Test("a valid stream that breaks off gives what was complete, and no error")
    func truncated() {
        let whole = outcome([Self.valid])
        for end in 0..<Self.valid.count {
            let part = outcome([Array(Self.valid[..<end])])
            #expect(part.error == nil)
            #expect(part.values == Array(whole.values.prefix(part.values.count)))
        }
    }

    @Test(
        "a damaged stream gives the same values or the same error, however it is cut", arguments: 0..<4 as Range<UInt64>
    )
    func mutated(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var bytes = Self.valid
            for _ in 0..<Int.random(in: 1...4, using: &random) { Self.damage(&bytes, &random) }
            expectSameInPieces(bytes, &random)
        }
    }

    @Test("random bytes never crash, hang or depend on how they are cut", arguments: 0..<4 as Range<UInt64>)
    func randomBytes(seed: UInt64) {
        var random = SeededGenerator(seed: seed &+ 1000)
        let alphabet = Array("*$:+-_#,(!=%~>|0123456789\r\ntfxinf.e".utf8)
        for round in 0..<200 {
            let length = Int.random(in: 0...200, using: &random)
            let bytes = (0..<length).map { _ in
                round.isMultiple(of: 2)
                    ? UInt8.random(in: 0...255, using: &random) : alphabet.randomElement(using: &random) ?? 0
            }
            expectSameInPieces(bytes, &random)
        }
    }

    private func expectSameInPieces(_ bytes: [UInt8], _ random: inout SeededGenerator) {
        let whole = outcome([bytes])
        var pieces: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...16, using: &random))
            pieces.append(Array(piece))
            rest = rest.dropFirst(piece.count)
        }
        #expect(outcome(pieces) == whole, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }

    private static func damage(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        default:
            let end = min(bytes.count, place + Int.random(in: 1...20, using: &random))
            bytes.insert(contentsOf: bytes[place..<end], at: place)
        }
    }

    private func outcome(_ pieces: [[UInt8]]) -> Outcome {
        // Small limits, so that chance reaches them.
        var decoder = RESPDecoder(limits: RESPLimits(lineBytes: 64, bulkBytes: 10_000, elements: 10_000, depth: 8))
        var outcome = Outcome()
        for piece in pieces {
            decoder.append(ByteBuffer(bytes: piece))
            do throws(RESPDecodingError) {
                while let value = try decoder.next() { outcome.values.append(value) }
            } catch {
                outcome.error = error
                return outcome
            }
        }
        return outcome
    }
}
