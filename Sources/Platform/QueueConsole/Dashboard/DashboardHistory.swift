import Clocks
import TaskQueue

/// The snapshots of the last minute, in short, and the rates that follow from them.
public struct DashboardHistory: Sendable {
    /// Attempts that ended in a second.
    public struct Rate: Sendable, Hashable {
        public var processed: Double
        public var failed: Double

        public init(processed: Double, failed: Double) {
            self.processed = processed
            self.failed = failed
        }
    }

    /// How many attempts had ended at a moment, counted from the first snapshot.
    private struct Point {
        var moment: Timestamp
        var processed: Double
    }

    /// How far back the history goes.
    static let span: Duration = .seconds(60)

    /// The newest snapshot.
    public private(set) var latest: DashboardSnapshot?
    /// The rate of each queue between the last two snapshots that had it.
    public private(set) var rates: [String: Rate] = [:]
    private var points: [Point] = []

    public init() {}

    /// The rate of all queues together; `nil` while there is only one snapshot.
    public var rate: Rate? {
        guard points.count > 1 else { return nil }
        return rates.values.reduce(Rate(processed: 0, failed: 0)) { sum, rate in
            Rate(processed: sum.processed + rate.processed, failed: sum.failed + rate.failed)
        }
    }

    public mutating func add(_ snapshot: DashboardSnapshot) {
        defer { latest = snapshot }
        rates = [:]
        guard let latest, let last = points.last, snapshot.takenAt > last.moment else {
            // The first one; or the clock was set back, and what was seen before says nothing any more.
            points = [Point(moment: snapshot.takenAt, processed: 0)]
            return
        }
        let before = Dictionary(latest.queues.map { ($0.queue, $0) }, uniquingKeysWith: { $1 })
        let seconds = (snapshot.takenAt - last.moment) / .seconds(1)
        var processed = 0.0
        for queue in snapshot.queues {
            guard let old = before[queue.queue] else { continue }
            let growth = Rate(
                processed: Self.growth(old.processedTotal, queue.processedTotal),
                failed: Self.growth(old.failedTotal, queue.failedTotal))
            processed += growth.processed
            rates[queue.queue] = Rate(processed: growth.processed / seconds, failed: growth.failed / seconds)
        }
        points.append(Point(moment: snapshot.takenAt, processed: last.processed + processed))
        forget(before: snapshot.takenAt - Self.span)
    }

    /// What was processed in each of the last `count` seconds, the oldest first; `nil` for those not seen whole.
    func processedBySecond(_ count: Int) -> [Double?] {
        guard let end = points.last?.moment else { return Array(repeating: nil, count: count) }
        let totals = (0...count).reversed().map { total(at: end - .seconds($0)) }
        return zip(totals, totals.dropFirst()).map { earlier, later in
            guard let earlier, let later else { return nil }
            return later - earlier
        }
    }

    /// The total at a moment, on a straight line between the snapshots before and after it.
    private func total(at moment: Timestamp) -> Double? {
        guard let after = points.firstIndex(where: { $0.moment >= moment }) else { return nil }
        guard points[after].moment > moment else { return points[after].processed }
        guard after > 0 else { return nil }
        let (first, second) = (points[after - 1], points[after])
        let share = (moment - first.moment) / (second.moment - first.moment)
        return first.processed + (second.processed - first.processed) * share
    }

    /// Drops what lies wholly before a moment; one point is kept there for the line that crosses it.
    private mutating func forget(before moment: Timestamp) {
        let kept = points.firstIndex { $0.moment > moment } ?? 0
        points.removeFirst(max(0, kept - 1))
    }

    /// A counter that is less than it was began anew.
    private static func growth(_ old: Int64, _ new: Int64) -> Double {
        Double(new >= old ? new &- old : max(0, new))
    }
}
