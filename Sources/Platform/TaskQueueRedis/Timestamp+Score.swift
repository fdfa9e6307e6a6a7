import Clocks

extension Timestamp {
    /// The moment that a sorted set holds as a score, in Unix seconds, to the microsecond.
    ///
    /// Anybody may have written it: what is no moment is cut to the nearest, infinity included.
    init(score seconds: Double) {
        self.init(microsecondScore: seconds * 1_000_000)
    }

    /// The same for a score in Unix microseconds.
    init(microsecondScore microseconds: Double) {
        let limit = 0x1p63 / 1000
        let bounded = microseconds.isNaN ? 0 : min(max(microseconds.rounded(), -limit), limit)
        self = Timestamp(nanoseconds: 0) + .microseconds(Int64(bounded))
    }
}
