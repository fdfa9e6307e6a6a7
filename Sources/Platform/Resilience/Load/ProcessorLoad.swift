/// The share of the processor that is in use, smoothed: a moment's peak is no overload.
///
/// A value: whoever shares it keeps it in a lock.
public struct ProcessorLoad: Sendable {
    /// What the past weighs when a reading comes, each 250 ms: a processor that is suddenly busy counts as 90 % busy after
    /// two seconds. (go-zero's 0.95 needs eleven, in which a queue grows that takes longer than that to work off.)
    static let past = 0.75

    private var last: (reading: ProcessorReading, moment: MonotonicTime)?
    /// 0 to 1; 0 until there were two readings.
    public private(set) var share = 0.0

    public init() {}

    /// Takes in what was read.
    public mutating func add(_ reading: ProcessorReading, at now: MonotonicTime) {
        defer { last = (reading, now) }
        // A counter that went back is another container's.
        guard let last, now > last.moment, reading.used >= last.reading.used, reading.cores > 0 else { return }
        let used = (reading.used - last.reading.used) / (now - last.moment) / reading.cores
        share = share * Self.past + min(1, used) * (1 - Self.past)
    }
}

/// What a counter of processor time said.
public struct ProcessorReading: Sendable, Hashable {
    /// The processor time used since the counter began.
    public var used: Duration
    /// How many processors there are to use; a container may be given 1.5.
    public var cores: Double

    public init(used: Duration, cores: Double) {
        self.used = used
        self.cores = cores
    }
}
