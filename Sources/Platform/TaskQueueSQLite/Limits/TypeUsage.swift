import Clocks
import TaskQueue

/// How much of a limited task type runs in a queue, and which starts its rate has given away.
struct TypeUsage {
    /// What a limit says about one more task.
    enum Decision: Hashable {
        case start
        /// As many as may are running: it waits for one of them to end.
        case hold
        /// It may start then, and nobody else takes that start.
        case postpone(until: Timestamp)
    }

    var running: Int
    /// When the next start is due at the rate's steady pace: the theoretical arrival time of the generic cell rate
    /// algorithm (ITU-T I.371).
    var nextArrival: Timestamp
    /// Whether tasks are held back.
    var isHolding: Bool

    /// Decides about a task, and counts it.
    /// - Parameter isAdmitted: whether the rate has given it a start before.
    mutating func decide(_ limit: TaskLimit, isAdmitted: Bool, now: Timestamp) -> Decision {
        if let concurrency = limit.concurrency, running >= concurrency {
            isHolding = true
            return .hold
        }
        if let rate = limit.rate, !isAdmitted {
            let start = giveStart(of: rate, now: now)
            guard start <= now else { return .postpone(until: start) }
        }
        running += 1
        return .start
    }

    /// Gives away the next start. A burst is a number of starts that may come before they are due.
    private mutating func giveStart(of rate: TaskLimit.Rate, now: Timestamp) -> Timestamp {
        let interval = max(rate.period, .zero).wholeNanoseconds / Int64(max(rate.count, 1))
        let (head, overflow) = interval.multipliedReportingOverflow(by: Int64(max(rate.burst, 1) - 1))
        let arrival = max(nextArrival, now)
        nextArrival = arrival + .nanoseconds(interval)
        return arrival - .nanoseconds(overflow ? .max : head)
    }
}
