/// The unit in which durations are exposed. The metric's name says which.
enum DurationUnit {
    case seconds, milliseconds

    /// The unit that a name ends in, if any: `_seconds`, `_milliseconds` or `_ms`.
    init?(suffixOf name: String) {
        if name.hasSuffix("_seconds") {
            self = .seconds
        } else if name.hasSuffix("_milliseconds") || name.hasSuffix("_ms") {
            self = .milliseconds
        } else {
            return nil
        }
    }

    var nanoseconds: Double {
        switch self {
        case .seconds: 1e9
        case .milliseconds: 1e6
        }
    }

    /// 100 µs … 60 s.
    var buckets: HistogramBuckets {
        switch self {
        case .seconds: .seconds
        case .milliseconds: .milliseconds
        }
    }
}
