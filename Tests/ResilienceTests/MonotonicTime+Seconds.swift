import Resilience

extension MonotonicTime {
    /// A moment so many seconds after a test's beginning, which is not the clock's.
    static func at(_ seconds: Double) -> MonotonicTime {
        MonotonicTime(nanoseconds: 1_000_000_000_000 + Int64((seconds * 1e9).rounded()))
    }
}
