import Synchronization

/// Makes the numbers of traces and spans: unpredictable enough to be unique, and cheap.
///
/// A counter that begins at a random place goes through the finaliser of SplitMix64 (Steele, Lea and Flood, 2014) with a
/// random key. Numbers of one source do not repeat before 2⁶⁴ of them were made; two sources share numbers only if
/// both their places and their keys are the same. They are not secrets, and not for cryptography.
final class IdentifierSource: Sendable {
    /// What the counter advances by: odd, so that it visits every number.
    private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

    private let counter: Atomic<UInt64>
    private let key: UInt64

    init(using random: inout some RandomNumberGenerator) {
        counter = Atomic(random.next())
        key = random.next()
    }

    convenience init() {
        var random = SystemRandomNumberGenerator()
        self.init(using: &random)
    }

    func traceID() -> TraceID {
        while true {
            if let id = TraceID(high: next(), low: next()) { return id }
        }
    }

    func spanID() -> SpanID {
        while true {
            if let id = SpanID(next()) { return id }
        }
    }

    private func next() -> UInt64 {
        var value = counter.wrappingAdd(Self.step, ordering: .relaxed).newValue ^ key
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
