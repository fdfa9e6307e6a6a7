/// The pauses between the deliveries of a message that fails.
enum OutboxBackoff {
    static let first = Duration.seconds(1)
    static let longest = Duration.seconds(30)

    /// The pause after the `failures`th failure: doubling, and a random part of up to half taken off, so that what
    /// several relays failed to deliver at the same time does not come back at the same time.
    static func pause(afterFailure failures: Int) -> Duration {
        let doublings = min(max(failures, 1) - 1, 5)
        return min(first * (1 << doublings), longest) * Double.random(in: 0.5...1)
    }
}
