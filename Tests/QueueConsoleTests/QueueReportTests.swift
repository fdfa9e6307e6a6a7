import Clocks
import QueueConsole
import TaskQueue
import Testing

@Suite("The report on queues")
struct QueueReportTests {
    private let queues = [
        QueueStatistics.sample(
            "critical", counts: [.pending: 12, .active: 3], latency: .milliseconds(2400), today: (1200, 7),
            total: (90_000, 11)),
        .sample("low", counts: [.scheduled: 5], pausedAt: now - .seconds(60)),
    ]

    @Test("has a line for each queue, with its sizes by state, latency and what it did today")
    func list() {
        #expect(
            QueueListReport(queues: queues).text == """
                queue             pending  active  scheduled  retry  archived  completed  aggregating  latency  today  failed
                critical               12       3          0      0         0          0            0    2.4 s   1200       7
                low       paused        0       0          5      0         0          0            0     0 ms      0       0
                """)
    }

    @Test("says that there are none")
    func none() throws {
        #expect(QueueListReport(queues: []).text == "There are no queues yet.")
        #expect(try QueueListReport(queues: []).json() == #"{"queues":[]}"#)
    }

    @Test("gives machines every figure under a name of its own")
    func json() throws {
        #expect(
            try QueueListReport(queues: [queues[0]]).json() == """
                {"queues":[{"queue":"critical","paused":false,"pausedAt":null,"size":15,"pending":12,"active":3,\
                "scheduled":0,"retry":0,"archived":0,"completed":0,"aggregating":0,"groups":0,"unreadable":0,\
                "latencySeconds":2.4,"processedToday":1200,"failedToday":7,"processedTotal":90000,"failedTotal":11,\
                "memoryBytes":null}]}
                """)
        let paused = try QueueListReport(queues: [queues[1]]).json()
        #expect(paused.contains(#""paused":true,"pausedAt":"2030-01-02T03:03:05.000Z""#))
    }

    @Test("of one queue tells since when it is paused, what cannot be read, its groups and its days")
    func one() {
        var queue = queues[0]
        queue.pausedAt = now - .seconds(60)
        queue.unreadableCount = 1
        let report = StatisticsReport(
            isOfOne: true, queues: [queue], groups: [GroupSize(group: "mail", size: 2)],
            history: [
                DailyStatistics(day: now, processed: 1200, failed: 7),
                DailyStatistics(day: now - .seconds(86_400), processed: 0, failed: 0),
            ])
        #expect(
            report.text == """
                queue       critical
                paused      since 2030-01-02 11:03:05 +08:00, 1 min ago
                tasks       15: 12 pending, 3 active
                latency     2.4 s
                today       1200 processed, 7 failed (0.6 %)
                in all      90000 processed, 11 failed (0.0 %)
                unreadable  1 task that cannot be read, set aside
                groups      mail: 2 tasks

                day (UTC)   processed  failed
                2030-01-02       1200       7  0.6 %
                2030-01-01          0       0
                """)
    }

    @Test("of one queue gives machines its groups and days")
    func oneAsJSON() throws {
        let report = StatisticsReport(
            isOfOne: true, queues: [queues[1]], groups: [GroupSize(group: "mail", size: 2)],
            history: [DailyStatistics(day: now, processed: 4, failed: 1)])
        let json = try report.json()
        #expect(
            json.hasSuffix(
                #""groups":[{"group":"mail","size":2}],"history":[{"day":"2030-01-02","processed":4,"failed":1}]}"#))
    }

    @Test("counts that make no sense break nothing")
    func nonsense() throws {
        let queue = QueueStatistics.sample(
            "x\u{1B}[2J", counts: [.pending: -1], latency: .seconds(-5), pausedAt: .distantPast,
            today: (0, 9), total: (.max, .min))
        let report = StatisticsReport(
            isOfOne: true, queues: [queue], history: [DailyStatistics(day: .distantFuture, processed: 0, failed: 3)])
        #expect(report.text.contains("9 failed (–)"))
        #expect(!report.text.contains("\u{1B}"))
        #expect(QueueListReport(queues: [queue]).text.contains("-5 s"))
        _ = try report.json()
    }

    @Test("what is done to a queue is told in a sentence, and in a field")
    func changes() throws {
        #expect(QueueChangeReport(queue: "low", change: .paused).text.hasPrefix("The queue «low» is paused"))
        #expect(try QueueChangeReport(queue: "low", change: .paused).json() == #"{"queue":"low","paused":true}"#)
        #expect(try QueueChangeReport(queue: "low", change: .resumed).json() == #"{"queue":"low","paused":false}"#)
        #expect(try QueueChangeReport(queue: "low", change: .deleted).json() == #"{"queue":"low","deleted":true}"#)
    }
}
