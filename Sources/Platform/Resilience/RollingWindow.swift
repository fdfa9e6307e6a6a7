import Clocks

/// What happened in the last while, in buckets of equal time: the oldest is forgotten as a new one begins.
///
/// Nothing runs in the background. The window moves when it is looked at or written to.
struct RollingWindow<Bucket: Sendable>: Sendable {
    /// The time that a bucket spans, in nanoseconds.
    let span: Int64
    private let empty: Bucket
    /// A ring: the bucket of the number `n` is at `n % count`.
    private var ring: [Bucket]
    /// The number of the newest bucket: how many spans the clock had gone when it began.
    private var newest: Int64

    /// - Parameters:
    ///   - length: the time of all buckets together.
    ///   - buckets: how many there are, at least 1.
    init(length: Duration, buckets: Int, empty: Bucket) {
        precondition(buckets > 0, "a window has at least one bucket")
        span = max(1, length.wholeNanoseconds / Int64(buckets))
        self.empty = empty
        ring = Array(repeating: empty, count: buckets)
        newest = .min
    }

    var count: Int { ring.count }

    /// Changes the bucket of this moment. A moment before the newest bucket counts as of that.
    mutating func update(at now: MonotonicTime, _ change: (inout Bucket) -> Void) {
        advance(to: now)
        change(&ring[index(newest)])
    }

    /// Goes through the buckets from the oldest to the newest, with the number of spans that each is old.
    mutating func forEach(at now: MonotonicTime, _ look: (_ bucket: Bucket, _ age: Int) -> Void) {
        advance(to: now)
        for age in (0..<ring.count).reversed() { look(ring[index(newest - Int64(age))], age) }
    }

    private mutating func advance(to now: MonotonicTime) {
        let number = now.nanoseconds / span
        guard number > newest else { return }
        // What was never written to, or is older than the whole window, is forgotten as a whole.
        let isPast = newest == .min || number - newest >= Int64(ring.count)
        for passed in isPast ? number - Int64(ring.count) + 1...number : newest + 1...number {
            ring[index(passed)] = empty
        }
        newest = number
    }

    private func index(_ number: Int64) -> Int {
        let remainder = Int(number % Int64(ring.count))
        return remainder < 0 ? remainder + ring.count : remainder
    }
}
