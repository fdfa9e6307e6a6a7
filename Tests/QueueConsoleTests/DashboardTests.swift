import Clocks
import QueueConsole
import TaskQueue
import TerminalText
import Testing

@Suite("The dashboard")
struct DashboardTests {
    private static func snapshot(
        _ seconds: Int64, _ processed: Int64, failed: Int64 = 0, servers: [ServerInfo] = [.sample([.sample()])]
    ) -> DashboardSnapshot {
        DashboardSnapshot(
            takenAt: now + .seconds(seconds),
            queues: [
                .sample("critical", counts: [.pending: 4], latency: .seconds(9), total: (processed, failed)),
                .sample("low", latency: .zero, pausedAt: now),
            ], servers: servers)
    }

    private static func dashboard(_ snapshots: DashboardSnapshot...) -> Dashboard {
        var dashboard = Dashboard(place: "redis 127.0.0.1:6379")
        for snapshot in snapshots { dashboard.history.add(snapshot) }
        return dashboard
    }

    @Test("shows sizes, rates, the last minute, queues, the slowest of them, workers and attempts")
    func frame() {
        let dashboard = Self.dashboard(
            Self.snapshot(-4, 0), Self.snapshot(-2, 5, failed: 1), Self.snapshot(0, 30, failed: 2))
        let minute = String(repeating: " ", count: 56) + "▂▂██"
        #expect(
            dashboard.lines(size: nil, hint: "q ends", in: context).joined(separator: "\n") == """
                Task queue  redis 127.0.0.1:6379  2030-01-02 11:04:05 +08:00
                4 pending   0 active   0 scheduled   0 retry   0 archived   0 completed   0 aggregating
                processed 12.5/s   failed 0.5/s   peak of the last minute 12.5/s
                \(minute)

                queue             pending  active  latency  processed  failed  scheduled  retry  archived  completed  aggregating
                critical                4       0      9 s     12.5/s   0.5/s          0      0         0          0            0
                low       paused        0       0     0 ms        0/s     0/s          0      0         0          0            0

                slowest  critical 9 s

                server       status  busy  queues                        started
                node-1:4242  active  1/10  critical 6, default 3, low 1  3 min 5 s ago

                running task  type                        queue    server       started  cancelled
                HSO1          defer:homestay_order:close  default  node-1:4242  3 s ago  in 57 s
                q ends
                """)
    }

    @Test("knows no rates from a single snapshot, and nothing at all without one")
    func first() {
        #expect(
            Self.dashboard(Self.snapshot(0, 5)).lines(size: nil, in: context)[2].hasPrefix("processed –   failed –"))
        #expect(Dashboard(place: "x").lines(size: nil, in: context) == ["Task queue  x  2030-01-02 11:04:05 +08:00"])
    }

    @Test("says why there is nothing newer, and that no worker is alive")
    func problems() {
        var dashboard = Self.dashboard(Self.snapshot(0, 5, servers: []))
        dashboard.problem = "redis is\u{1B} gone"
        let lines = dashboard.lines(size: .init(columns: 80, rows: 24), in: context)
        #expect(lines.contains("No worker is alive."))
        #expect(lines.last == "⚠ redis is· gone")
    }

    @Test(
        "fits any screen, and keeps the hint",
        arguments: [(80, 24), (40, 10), (20, 3), (1, 1), (10, 2), (0, 0), (200, 1), (1, 50)])
    func fits(_ columns: Int, _ rows: Int) {
        var dashboard = Self.dashboard(Self.snapshot(-1, 0), Self.snapshot(0, 30))
        dashboard.problem = "gone"
        let lines = dashboard.lines(size: .init(columns: columns, rows: rows), hint: "q ends", in: context)
        #expect(lines.count <= rows)
        #expect(lines.allSatisfy { $0.columns <= columns })
        if rows > 0 && columns >= 6 { #expect(lines.last == "q ends") }
        if rows == 10 { #expect(lines.contains { $0.hasPrefix("… ") && $0.hasSuffix(" lines more") }) }
    }

    @Test("is coloured only where that is wanted, and cut before it is coloured")
    func colours() {
        var coloured = context
        coloured.style = .coloured
        let lines = Self.dashboard(Self.snapshot(0, 0)).lines(size: .init(columns: 10, rows: 5), in: coloured)
        #expect(lines[0] == "\u{1B}[1mTask queu…\u{1B}[0m")
    }

    @Test("gives machines the snapshot")
    func json() throws {
        let json = try Self.snapshot(0, 5, servers: []).json()
        #expect(json.hasPrefix(#"{"takenAt":"2030-01-02T03:04:05.000Z","queues":[{"queue":"critical","#))
        #expect(json.hasSuffix(#""servers":[]}"#))
    }
}

@Suite("The dashboard's rates")
struct DashboardHistoryTests {
    private func snapshot(_ milliseconds: Int64, _ totals: [String: Int64]) -> DashboardSnapshot {
        DashboardSnapshot(
            takenAt: now + .milliseconds(milliseconds),
            queues: totals.map { .sample($0.key, total: ($0.value, 0)) }, servers: [])
    }

    private func history(_ snapshots: DashboardSnapshot...) -> DashboardHistory {
        var history = DashboardHistory()
        for snapshot in snapshots { history.add(snapshot) }
        return history
    }

    @Test("are differences by the time between snapshots, summed over the queues")
    func rates() {
        let history = history(snapshot(0, ["a": 10, "b": 0]), snapshot(500, ["a": 15, "b": 1]))
        #expect(history.rates["a"]?.processed == 10)
        #expect(history.rate?.processed == 12)
    }

    @Test("count a counter that began anew from zero, and a queue from when it is first seen")
    func restarts() {
        let history = history(snapshot(0, ["a": .max]), snapshot(1000, ["a": 3, "new": 900]))
        #expect(history.rate?.processed == 3)
        #expect(history.rates["new"] == nil)
    }

    @Test("start over where the clock was set back, or stands still", arguments: [-5000 as Int64, 0])
    func clockSetBack(_ milliseconds: Int64) {
        let history = history(snapshot(0, ["a": 10]), snapshot(milliseconds, ["a": 20]))
        #expect(history.rate == nil)
    }

    @Test("cover the last minute, however long the dashboard runs")
    func bounded() {
        var history = DashboardHistory()
        for second in 0...300 { history.add(snapshot(Int64(second) * 1000, ["a": Int64(second) * 7])) }
        let lines = Dashboard(place: "", history: history).lines(size: nil, in: context)
        #expect(lines[2].hasSuffix("peak of the last minute 7/s"))
        #expect(lines[3] == String(repeating: "█", count: 60))
    }
}
