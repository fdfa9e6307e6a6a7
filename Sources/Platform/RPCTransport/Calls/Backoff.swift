/// Pauses that double from one to the next, each drawn at random around its length, so that many waiters spread out.
struct Backoff {
    private let longest: Duration
    private var length: Duration

    init(from first: Duration, upTo longest: Duration) {
        length = first
        self.longest = longest
    }

    /// The next pause: half of its length to one and a half.
    mutating func next() -> Duration {
        defer { length = min(length * 2, longest) }
        return length * Double.random(in: 0.5...1.5)
    }
}
