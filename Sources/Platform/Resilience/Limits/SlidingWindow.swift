import Clocks

/// Allows so many within any span of a length, in two counts of memory.
///
/// The count of the span before fades out evenly as the present one goes on; had its calls come evenly, the sum would be
/// exact.
///
/// A value: whoever shares it keeps it in a lock.
public struct SlidingWindow: Sendable {
    /// How many are allowed in ``length``.
    public let limit: Int
    public let length: Duration
    private let span: Int64
    /// The number of the present span, and what came in it and in the one before.
    private var number: Int64 = .min
    private var count = 0
    private var before = 0

    /// - Parameters:
    ///   - limit: how many are allowed, at least 1.
    ///   - length: in what time, at least a nanosecond.
    public init(limit: Int, in length: Duration) {
        precondition(limit > 0 && length > .zero, "a window that allows nothing")
        self.limit = limit
        self.length = length
        span = length.wholeNanoseconds
    }

    /// Counts a call, if it is allowed.
    /// - Returns: `nil` if it was; otherwise how long it is until one is.
    public mutating func take(at now: MonotonicTime) -> Duration? {
        let present = now.nanoseconds / span
        if present > number {
            before = number != .min && present == number + 1 ? count : 0
            count = 0
            number = present
        }
        // A moment of an earlier span, of a caller that was overtaken, counts as of the present one's beginning.
        let gone = max(0, now.nanoseconds - number * span)
        let faded = Double(before) * Double(span - gone) / Double(span)
        guard faded + Double(count) + 1 > Double(limit) else {
            count += 1
            return nil
        }
        return wait(gone: gone)
    }

    private func wait(gone: Int64) -> Duration {
        let room = Double(limit - 1 - count)
        if room >= 0, before > 0 {
            // When the span before has faded to what there is room for.
            let needed = Double(span) * (1 - room / Double(before))
            return .nanoseconds(max(1, Int64(needed.rounded(.up)) - gone))
        }
        // The present span is full: it fades in the next one.
        let needed = Double(span) * (1 - Double(limit - 1) / Double(count))
        return .nanoseconds(span - gone + max(1, Int64(needed.rounded(.up))))
    }
}
