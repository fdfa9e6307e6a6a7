/// One of the 16384 parts into which a cluster divides its keys.
struct HashSlot: Hashable {
    static let count = 16384

    let number: Int

    init?(_ number: Int) {
        guard (0..<Self.count).contains(number) else { return nil }
        self.number = number
    }

    /// The slot of a key: of what stands in its first braces, if that is not empty, else of all of it.
    init(key: String) {
        number = Int(CRC16.xmodem(Self.hashed(key.utf8)) % UInt16(Self.count))
    }

    /// The slot that all keys share; `nil` without keys.
    /// - Throws: ``RedisError`` with code `crossSlot`.
    init?(keys: some Sequence<String>) throws(RedisError) {
        var slot: HashSlot?
        for key in keys {
            let next = HashSlot(key: key)
            guard slot == nil || slot == next else {
                throw RedisError(
                    .crossSlot, "the keys of one command are in different hash slots, \"\(key)\" and one before it")
            }
            slot = next
        }
        guard let slot else { return nil }
        self = slot
    }

    private static func hashed(_ key: String.UTF8View) -> Substring.UTF8View {
        guard let open = key.firstIndex(of: UInt8(ascii: "{")) else { return key[...] }
        let rest = key[key.index(after: open)...]
        guard let close = rest.firstIndex(of: UInt8(ascii: "}")), close > rest.startIndex else { return key[...] }
        return rest[..<close]
    }
}
