import Clocks

@testable import TaskQueue

/// How asynq 0.26 shows the options of a scheduler's entry. Recorded from it.
///
/// Left out is a deadline in a time zone other than UTC, `Deadline(Wed Jan  2 12:04:05 JST 2030)`: our deadlines are
/// moments, which have none.
enum OptionTextVectors {
    private static let moment = Timestamp(nanoseconds: 1_893_553_445_678_901_234)

    static let texts: [(options: TaskOptions, text: String)] = [
        (.init(maxRetry: 3), #"MaxRetry(3)"#),
        (.init(maxRetry: -1), #"MaxRetry(0)"#),
        (.init(queue: "low"), #"Queue("low")"#),
        (.init(queue: "a\"b\n"), #"Queue("a\"b\n")"#),
        (.init(queue: "ü"), #"Queue("ü")"#),
        (.init(taskID: "id 1"), #"TaskID("id 1")"#),
        (.init(timeout: .zero), #"Timeout(0s)"#),
        (.init(timeout: .milliseconds(1)), #"Timeout(1ms)"#),
        (.init(timeout: .milliseconds(1500)), #"Timeout(1.5s)"#),
        (.init(timeout: .seconds(1)), #"Timeout(1s)"#),
        (.init(timeout: .seconds(90)), #"Timeout(1m30s)"#),
        (.init(timeout: .seconds(3600)), #"Timeout(1h0m0s)"#),
        (.init(timeout: .milliseconds(93_784_500)), #"Timeout(26h3m4.5s)"#),
        (.init(timeout: .nanoseconds(1500)), #"Timeout(1.5µs)"#),
        (.init(timeout: .seconds(-1)), #"Timeout(-1s)"#),
        (.init(deadline: moment), #"Deadline(Wed Jan  2 03:04:05 UTC 2030)"#),
        (.init(uniqueFor: .seconds(3600)), #"Unique(1h0m0s)"#),
        (.init(processAt: moment), #"ProcessAt(Wed Jan  2 03:04:05 UTC 2030)"#),
        (.init(processIn: .seconds(300)), #"ProcessIn(5m0s)"#),
        (.init(retention: .seconds(86_400)), #"Retention(24h0m0s)"#),
        (.init(group: "g1"), #"Group("g1")"#),
    ]
}
