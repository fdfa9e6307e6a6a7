/// The number that all spans of one trace share: 128 bits, not all zero.
public struct TraceID: Sendable, Hashable {
    /// The first eight bytes.
    public let high: UInt64
    /// The last eight bytes: what sampling by ratio looks at.
    public let low: UInt64

    /// - Returns: `nil` for the number zero, which is none.
    public init?(high: UInt64, low: UInt64) {
        guard high != 0 || low != 0 else { return nil }
        self.high = high
        self.low = low
    }

    /// Reads 32 hexadecimal digits in lower case; `nil` for anything else, and for zero.
    public init?(hex: some Collection<UInt8>) {
        guard hex.count == 32, let high = UInt64(lowercaseHex: hex.prefix(16)),
            let low = UInt64(lowercaseHex: hex.dropFirst(16))
        else { return nil }
        self.init(high: high, low: low)
    }
}

extension TraceID: CustomStringConvertible {
    /// 32 hexadecimal digits.
    public var description: String {
        String(unsafeUninitializedCapacity: 32) { digits in
            high.writeHex(to: digits, at: 0)
            low.writeHex(to: digits, at: 16)
            return 32
        }
    }
}
