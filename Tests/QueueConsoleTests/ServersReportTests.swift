import Clocks
import QueueConsole
import TaskQueue
import Testing

@Suite("The reports on workers and schedulers")
struct ServersReportTests {
    @Test("show each worker, and below them what runs, the longest first")
    func servers() {
        let server = ServerInfo.sample([.sample("HSO2", startedAt: now - .seconds(1)), .sample()])
        #expect(
            ServersReport(servers: [server]).text == """
                server       status  busy  queues                        started
                node-1:4242  active  2/10  critical 6, default 3, low 1  3 min 5 s ago

                running task  type                        queue    server       started  cancelled
                HSO1          defer:homestay_order:close  default  node-1:4242  3 s ago  in 57 s
                HSO2          defer:homestay_order:close  default  node-1:4242  1 s ago  in 57 s
                """)
    }

    @Test("tell strict priorities from weights")
    func strict() {
        var server = ServerInfo.sample()
        server.isStrict = true
        #expect(ServersReport(servers: [server]).text.contains("critical 6 > default 3 > low 1"))
    }

    @Test("say that nobody is there")
    func nobody() throws {
        #expect(ServersReport(servers: []).text == "No worker is alive.")
        #expect(try ServersReport(servers: []).json() == #"{"servers":[]}"#)
        #expect(CronReport(entries: []).text == "No scheduler is alive.")
        #expect(try CronReport(entries: []).json() == #"{"entries":[]}"#)
    }

    @Test("give machines each worker with its attempts")
    func serversAsJSON() throws {
        #expect(
            try ServersReport(servers: [.sample([.sample()])]).json() == """
                {"servers":[{"host":"node-1","pid":4242,"id":"4f1d","status":"active","concurrency":10,\
                "queues":{"critical":6,"default":3,"low":1},"strict":false,"startedAt":"2030-01-02T03:01:00.000Z",\
                "attempts":[{"task":"HSO1","type":"defer:homestay_order:close","queue":"default","payload":"{}",\
                "payloadEncoding":"text","startedAt":"2030-01-02T03:04:02.000Z",\
                "deadline":"2030-01-02T03:05:02.000Z"}]}]}
                """)
    }

    private let entry = ScheduledEntry(
        entry: SchedulerEntry(
            id: "order-sweep", spec: "@every 30s", type: "sweep", payload: [], options: [#"Queue("low")"#],
            nextEnqueueAt: now + .seconds(12), previousEnqueueAt: nil),
        scheduler: ProcessIdentity(host: "node-1", pid: 7, id: "ab"))

    @Test("show when each periodic task is next due, and when it was last")
    func cron() throws {
        #expect(
            CronReport(entries: [entry]).text == """
                entry        spec        type   next     last  scheduler  options
                order-sweep  @every 30s  sweep  in 12 s  –     node-1:7   Queue("low")
                """)
        #expect(
            try CronReport(entries: [entry]).json() == """
                {"entries":[{"entry":"order-sweep","spec":"@every 30s","type":"sweep","payload":"",\
                "payloadEncoding":"text","options":["Queue(\\"low\\")"],"nextEnqueueAt":"2030-01-02T03:04:17.000Z",\
                "previousEnqueueAt":null,"scheduler":{"host":"node-1","pid":7,"id":"ab"}}]}
                """)
    }

    @Test("show that a periodic task is never due again")
    func never() {
        var never = entry
        never.entry.nextEnqueueAt = nil
        never.entry.previousEnqueueAt = now
        #expect(CronReport(entries: [never]).text.contains("never  now"))
    }

    @Test("show the ticks that were enqueued")
    func events() throws {
        let report = EnqueueEventsReport(
            entryID: "order-sweep", page: 1, pageSize: 30,
            events: [EnqueueEvent(taskID: "t1", enqueuedAt: now - .seconds(18))])
        #expect(
            report.text == """
                task  enqueued
                t1    2030-01-02 11:03:47 +08:00, 18 s ago
                """)
        #expect(
            try report.json() == """
                {"entry":"order-sweep","page":1,"pageSize":30,\
                "events":[{"task":"t1","enqueuedAt":"2030-01-02T03:03:47.000Z"}]}
                """)
        let none = EnqueueEventsReport(entryID: "x", page: 1, pageSize: 30, events: [])
        #expect(none.text == "Nothing was enqueued by the entry «x» yet.")
    }
}
