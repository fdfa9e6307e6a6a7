/// The 32-bit hash MurmurHash2 with the seed that Kafka uses to place keys.
public enum Murmur2 {
    private static let seed: UInt32 = 0x9747_b28c
    private static let multiplier: UInt32 = 0x5bd1_e995

    public static func hash(_ bytes: [UInt8]) -> UInt32 {
        var hash = seed ^ UInt32(truncatingIfNeeded: bytes.count)
        let wholeWords = bytes.count & ~3
        for start in stride(from: 0, to: wholeWords, by: 4) {
            var word = littleEndian(bytes[start..<start + 4]) &* multiplier
            word ^= word >> 24
            hash = (hash &* multiplier) ^ (word &* multiplier)
        }
        if wholeWords < bytes.count {
            hash ^= littleEndian(bytes[wholeWords...])
            hash = hash &* multiplier
        }
        hash ^= hash >> 13
        hash = hash &* multiplier
        return hash ^ (hash >> 15)
    }

    /// Up to four bytes as a number, the first the least.
    private static func littleEndian(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
