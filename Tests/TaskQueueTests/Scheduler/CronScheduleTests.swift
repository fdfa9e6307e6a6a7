import Clocks
import Foundation
import Testing

@testable import TaskQueue

@Suite("a cron schedule")
struct CronScheduleTests {
    @Test("ticks when asynq's ticks", arguments: CronVectors.ticks.split(separator: "\n"))
    func vectors(line: Substring) throws {
        let parts = line.split(separator: " | ", maxSplits: 2)
        let schedule = try CronSchedule(String(parts[0]))
        var moment = try #require(Timestamp(iso: parts[1]))
        for expected in parts[2].split(separator: " ") {
            let next = schedule.next(after: moment)
            #expect(next == Timestamp(iso: expected), "\(line)")
            guard let next else { break }
            moment = next
        }
    }

    @Test(
        "refuses what asynq refuses, and more that is broken",
        arguments: CronVectors.refused + [
            " ", "1,,2 * * * *", ", * * * *", "*-5 * * * *", "1- * * * *", "*/x * * * *", "*/-1 * * * *", "1.5 * * * *",
            "+5 * * * *", "99999999999999999999 * * * *", "* * * foo *", "* * * * mon-", "TZ=UTC", "CRON_TZ=UTC ",
            "TZ=Nowhere * * * * *", "@Daily", "@every", "@every ", "@every 5", "@every 1x", "@every s", "@every .s",
            "@every 1h-5m", "@every 999999999999h", "٣ * * * *",
        ])
    func refused(spec: String) {
        let error = #expect(throws: TaskQueueError.self) { _ = try CronSchedule(spec) }
        #expect(error?.code == .invalidOption)
        #expect(error?.message.contains("«\(spec)»") == true)
    }

    @Test("finds the leap day across a century that has none")
    func leapDay() throws {
        let schedule = try CronSchedule("0 0 29 2 *")
        #expect(schedule.next(after: Timestamp(iso: "2096-03-01T00:00:00Z")!) == Timestamp(iso: "2104-02-29T00:00:00Z"))
    }

    @Test("of @every ticks alike in all schedulers, whenever they started")
    func every() throws {
        let schedule = try CronSchedule("@every 1h30m")
        let first = schedule.nextTick(after: Timestamp(iso: "2030-01-02T03:04:05.6Z")!)
        #expect(first == Timestamp(iso: "2030-01-02T04:30:00Z"))
        #expect(first == schedule.nextTick(after: Timestamp(iso: "2030-01-02T04:29:59.9Z")!))
        #expect(schedule.nextTick(after: Timestamp(iso: "1969-12-31T23:59:59Z")!) == Timestamp(seconds: 0))
    }
}

extension Timestamp {
    /// Reads `2030-01-02T03:04:05.678Z`, with or without a fraction.
    init?(iso text: some StringProtocol) {
        let parts = text.dropLast().split(separator: ".")
        guard let date = try? Date("\(parts[0])Z", strategy: .iso8601) else { return nil }
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        self.init(seconds: Int64(date.timeIntervalSince1970))
        nanoseconds += Int64(fraction + String(repeating: "0", count: 9 - fraction.count))!
    }
}
