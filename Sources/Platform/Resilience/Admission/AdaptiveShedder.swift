import Clocks

/// Refuses requests that a busy server could not answer in time, so that it answers the others as fast as ever.
///
/// While the processor has room nothing is refused. When it has none, at most as many requests are under way as the
/// server was seen to manage: by Little's law, the most that it finished in a second of the last while, times the
/// shortest that requests took on average. In the first second of a load it is not judged yet.
///
/// The rules are those of go-zero's adaptive shedder, but for three. How long requests take at best is remembered for a
/// minute, not for the five seconds in which an overload makes all of them slow, and so makes itself the measure. No
/// request is refused that would have to wait for less than a tenth of a second: a processor that is busy, be it with
/// the work of others, is no reason to send away whom one can serve. And a load that begins is not measured by the
/// little that was finished of it at first.
///
/// A value: whoever shares it keeps it in a lock.
public struct AdaptiveShedder: Sendable {
    /// The numbers that a shedder works by.
    public struct Limits: Sendable, Hashable {
        /// How long it is remembered how many requests were finished.
        public var window: Duration = .seconds(5)
        /// The number of steps in which the window forgets.
        public var buckets = 50
        /// The number of steps, since the first request of the window was finished, that are too few to tell a pace.
        public var fewBuckets = 10
        /// How long it is remembered how long requests took.
        public var memory: Duration = .seconds(60)
        /// The number of steps in which the memory forgets, each with a mean of its own.
        public var means = 12
        /// The number of requests that are too few for a mean.
        public var fewRequests = 10
        /// The share of the processor from which on the server is busy, 0 to 1.
        public var busyLoad = 0.9
        /// How long after a refusal the server counts as busy still.
        public var coolOff: Duration = .seconds(1)
        /// The weight of the past in the mean of requests under way.
        public var decay = 0.9
        /// The least part of its capacity that a server keeps however busy its processor is.
        public var leastShare = 0.1
        /// How long a request may take, with those before it, for none to be refused.
        public var bearableLatency: Duration = .milliseconds(100)

        public init() {}
    }

    private struct Latency {
        var requests = 0
        var nanoseconds: Int64 = 0

        var mean: Double { Double(nanoseconds) / Double(requests) }
    }

    private let limits: Limits
    private var finished: RollingWindow<Int>
    private var latencies: RollingWindow<Latency>
    private var meanUnderWay = 0.0
    private var lastRefusal: MonotonicTime?
    /// The requests that were let in and have not ended.
    public private(set) var underWay = 0

    public init(limits: Limits = Limits()) {
        self.limits = limits
        finished = RollingWindow(length: limits.window, buckets: limits.buckets, empty: 0)
        latencies = RollingWindow(length: limits.memory, buckets: limits.means, empty: Latency())
    }

    /// Whether a request may be worked on. One that may must be told of in ``ended(after:well:at:)``.
    /// - Parameters:
    ///   - load: the share of the processor that is in use, 0 to 1.
    ///   - waiting: how many others have come and wait to be worked on, where that is known.
    public mutating func admits(load: Double, waiting: Int = 0, at now: MonotonicTime) -> Bool {
        if isBusy(load: load, at: now) {
            let allowed = allowance(load: load, at: now)
            if Double(underWay + waiting) >= allowed, meanUnderWay >= allowed {
                if load >= limits.busyLoad { lastRefusal = now }
                return false
            }
        }
        underWay += 1
        return true
    }

    /// A request that had been let in has ended.
    /// - Parameters:
    ///   - elapsed: how long it took.
    ///   - well: whether the work was done; what failed says nothing of what the server manages.
    ///   - waiting: how many others have come and wait to be worked on, where that is known.
    public mutating func ended(after elapsed: Duration, well: Bool, waiting: Int = 0, at now: MonotonicTime) {
        underWay = max(0, underWay - 1)
        // The mean moves with what ends, so that a burst alone is no reason to refuse.
        meanUnderWay = meanUnderWay * limits.decay + Double(underWay + waiting) * (1 - limits.decay)
        guard well else { return }
        finished.update(at: now) { $0 += 1 }
        latencies.update(at: now) { latency in
            latency.requests += 1
            latency.nanoseconds += elapsed.wholeNanoseconds
        }
    }

    /// How many requests under way the server was seen to manage.
    ///
    /// Without a past it is unbounded: nothing is known against it.
    public mutating func capacity(at now: MonotonicTime) -> Double {
        let pace = pace(at: now)
        var shortest = Double.infinity
        latencies.forEach(at: now) { latency, _ in
            if latency.requests >= limits.fewRequests { shortest = min(shortest, latency.mean) }
        }
        guard pace > 0, shortest < .infinity else { return .infinity }
        return pace * shortest
    }

    /// The most that was finished in a nanosecond of the last while; 0 without a past.
    private mutating func pace(at now: MonotonicTime) -> Double {
        var most = 0
        var oldest = 0
        // With the newest, though it is not full yet: a load that grows is seen at once.
        finished.forEach(at: now) { count, age in
            most = max(most, count)
            if count > 0 { oldest = max(oldest, age) }
        }
        return oldest < limits.fewBuckets ? 0 : Double(most) / Double(finished.span)
    }

    /// How many requests may be under way on a busy server.
    private mutating func allowance(load: Double, at now: MonotonicTime) -> Double {
        let bearable = pace(at: now) * Double(limits.bearableLatency.wholeNanoseconds)
        return max(1, bearable, capacity(at: now) * share(of: load))
    }

    private func isBusy(load: Double, at now: MonotonicTime) -> Bool {
        load >= limits.busyLoad || lastRefusal.map { now - $0 < limits.coolOff } ?? false
    }

    /// The part of the capacity that is given out at this load: the less room the processor has, the less.
    private func share(of load: Double) -> Double {
        min(1, max(limits.leastShare, (1 - load) / (1 - limits.busyLoad)))
    }
}
