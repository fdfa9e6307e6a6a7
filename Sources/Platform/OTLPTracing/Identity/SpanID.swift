/// The number of a span within its trace: 64 bits, not zero.
public struct SpanID: Sendable, Hashable {
    public let value: UInt64

    /// - Returns: `nil` for zero, which is none.
    public init?(_ value: UInt64) {
        guard value != 0 else { return nil }
        self.value = value
    }

    /// Reads 16 hexadecimal digits in lower case; `nil` for anything else, and for zero.
    public init?(hex: some Collection<UInt8>) {
        guard hex.count == 16, let value = UInt64(lowercaseHex: hex) else { return nil }
        self.init(value)
    }
}

extension SpanID: CustomStringConvertible {
    /// 16 hexadecimal digits.
    public var description: String {
        String(unsafeUninitializedCapacity: 16) { digits in
            value.writeHex(to: digits, at: 0)
            return 16
        }
    }
}
