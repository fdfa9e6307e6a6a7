/// Draws the server of a call: the less loaded of two that chance names.
///
/// A value: whoever shares it keeps it in a lock.
public struct PeerDraw: Sendable {
    /// How often two are drawn until one of them is well, as in go-zero's balancer.
    private static let draws = 3
    private var state: UInt64

    /// - Parameter seed: what the draws follow from; another for each process, the same in tests.
    public init(seed: UInt64 = .random(in: 0 ... .max)) {
        state = seed
    }

    /// The index of the server that a call is sent to.
    ///
    /// - Parameters:
    ///   - count: how many servers there are, at least 1.
    ///   - load: how busy the server of an index is.
    public mutating func index(
        among count: Int, at now: MonotonicTime, load: (Int) -> PeerLoad
    ) -> Int {
        guard count > 1 else { return 0 }
        var (first, second) = (0, 1)
        for _ in 0..<Self.draws {
            (first, second) = pair(among: count)
            if count == 2 || load(first).isHealthy || load(second).isHealthy { break }
        }
        return PeerLoad.prefersFirst(load(first), to: load(second), at: now) ? first : second
    }

    /// Two different indices.
    private mutating func pair(among count: Int) -> (Int, Int) {
        let first = below(count)
        let other = below(count - 1)
        return (first, other < first ? other : other + 1)
    }

    /// A number below a limit, evenly (but for one in 2³² times the limit).
    private mutating func below(_ limit: Int) -> Int {
        Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(limit)) >> 32)
    }

    /// SplitMix64: a few nanoseconds, where the system's generator asks the kernel.
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
