import EventLog
import Testing

@Suite struct Murmur2Tests {
    /// The values that Kafka's own tests of its hash expect.
    @Test(
        "hashes as Kafka does",
        arguments: [
            ("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536),
            ("a-little-bit-longer-string", -1_486_304_829),
            ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971), ("abc", 479_470_107),
        ] as [(String, Int32)])
    func knownValues(text: String, expected: Int32) {
        #expect(Int32(bitPattern: Murmur2.hash(Array(text.utf8))) == expected)
    }

    @Test("takes every length, the empty one too")
    func lengths() {
        let hashes = (0...16).map { Murmur2.hash(Array(repeating: 0xff, count: $0)) }
        #expect(Set(hashes).count == hashes.count)
    }
}
