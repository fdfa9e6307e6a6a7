import Clocks
import Database
import TaskQueue

/// What a batch of outcomes adds to the counters.
struct Tally {
    private var counts: [String: (processed: Int, failed: Int)] = [:]

    mutating func count(_ outcome: TaskOutcome) {
        let failed: Int
        switch outcome.transition {
        case .done, .completed: failed = 0
        case .archive, .retry(_, _, isFailure: true): failed = 1
        case .requeue, .recover, .retry(_, _, isFailure: false): return
        }
        counts[outcome.task.lease.queue, default: (0, 0)].processed += 1
        counts[outcome.task.lease.queue, default: (0, 0)].failed += failed
    }

    func store(at now: Timestamp, _ connection: any DatabaseConnection) throws {
        for (queue, count) in counts.sorted(by: { $0.key < $1.key }) {
            try connection.execute(
                "UPDATE queues SET processed = processed + $2, failed = failed + $3 WHERE name = $1",
                queue, count.processed, count.failed)
            try connection.execute(
                """
                INSERT INTO days (queue, day, processed, failed) VALUES ($1, $2, $3, $4)
                ON CONFLICT (queue, day) DO UPDATE
                SET processed = days.processed + excluded.processed, failed = days.failed + excluded.failed
                """, queue, Self.day(of: now), count.processed, count.failed)
        }
    }

    /// How many days are kept, today among them.
    static let daysKept: Int64 = 90

    /// The number of a UTC day since 1970-01-01.
    static func day(of moment: Timestamp) -> Int64 {
        let seconds = moment.seconds
        return seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
    }
}
