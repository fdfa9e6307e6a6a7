import Synchronization

/// How many requests are under way, and may be.
final class RequestCount: Sendable {
    private let count = Atomic<Int>(0)
    private let maximum: Int

    /// - Parameter maximum: `nil` for any number.
    init(maximum: Int?) {
        self.maximum = maximum ?? .max
    }

    /// Whether one more may be; where it may, it is counted until ``ended()``.
    func begins() -> Bool {
        guard count.wrappingAdd(1, ordering: .relaxed).newValue > maximum else { return true }
        ended()
        return false
    }

    func ended() { count.wrappingSubtract(1, ordering: .relaxed) }
}
