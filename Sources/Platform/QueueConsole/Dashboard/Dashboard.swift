import Clocks
public import JSON
import TaskQueue
import TerminalText

/// The live view of all queues: a value in, the lines of a screen out.
public struct Dashboard: Sendable {
    /// The size of a screen in characters.
    public struct Size: Sendable, Hashable {
        public var columns: Int
        public var rows: Int

        public init(columns: Int, rows: Int) {
            self.columns = columns
            self.rows = rows
        }
    }

    /// Where the queues are, such as `Redis 127.0.0.1:6379`.
    public var place: String
    public var history: DashboardHistory
    /// Why there is no newer snapshot; `nil` where the newest could be read.
    public var problem: String?

    public init(place: String, history: DashboardHistory = DashboardHistory(), problem: String? = nil) {
        self.place = place
        self.history = history
        self.problem = problem
    }

    /// The frame, at most as wide and as high as the screen; what matters most stands on top.
    /// - Parameters:
    ///   - size: of the screen; `nil` for no limit, where the output is not one.
    ///   - hint: what stands in the last line.
    public func lines(size: Size?, hint: String? = nil, in context: ReportContext) -> [String] {
        var lines = heading(in: context)
        if let snapshot = history.latest {
            lines += summary(of: snapshot)
            lines += section("queues", queueTable(of: snapshot))
            lines += slowest(in: snapshot)
            lines += servers(of: snapshot, in: context)
        }
        let footer = [problem.map { DashboardLine("⚠ \($0)", .bad) }, hint.map { DashboardLine($0, .dim) }]
            .compactMap { $0 }
        guard let size else { return (lines + footer).map { $0.text(context.style) } }
        return Self.fit(lines, footer, into: size).map { $0.text(context.style) }
    }

    private static func fit(_ lines: [DashboardLine], _ footer: [DashboardLine], into size: Size) -> [DashboardLine] {
        let footer = footer.suffix(max(0, size.rows))
        let room = max(0, size.rows - footer.count)
        var shown = lines
        if lines.count > room {
            shown = Array(lines.prefix(max(0, room - 1)))
            if room > 0 { shown.append(DashboardLine("… \(Count(lines.count - shown.count, "line")) more", .dim)) }
        }
        return (shown + footer).map { $0.cut(to: size.columns) }
    }

    private func heading(in context: ReportContext) -> [DashboardLine] {
        [DashboardLine("Task queue  \(place)  \(context.clockTime)", .bold)]
    }

    private func summary(of snapshot: DashboardSnapshot) -> [DashboardLine] {
        let counts = TaskState.allCases.map { state in
            "\(snapshot.queues.reduce(0) { $0 + ($1.counts[state] ?? 0) }) \(state.rawValue)"
        }
        let minute = Sparkline(values: history.processedBySecond(60))
        let rate = history.rate
        return [
            DashboardLine(counts.joined(separator: "   ")),
            DashboardLine(
                "processed \(Self.perSecond(rate?.processed))   failed \(Self.perSecond(rate?.failed))   "
                    + "peak of the last minute \(Self.perSecond(minute.peak))",
                (rate?.failed ?? 0) > 0 ? .bad : .plain),
        ] + (rate == nil ? [] : [DashboardLine(minute.text)])
    }

    /// What changes most comes first: narrow screens show it too.
    private func queueTable(of snapshot: DashboardSnapshot) -> TextTable {
        let idle: [TaskState] = [.scheduled, .retry, .archived, .completed, .aggregating]
        return TextTable(
            [.init("queue"), .init("")]
                + ["pending", "active", "latency", "processed", "failed"].map { .init($0, isNumber: true) }
                + idle.map { .init($0.rawValue, isNumber: true) },
            rows: snapshot.queues.map { queue in
                let rate = history.rates[queue.queue]
                return [
                    queue.queue, queue.isPaused ? "paused" : "", "\(queue.counts[.pending] ?? 0)",
                    "\(queue.counts[.active] ?? 0)", queue.latency.spoken, Self.perSecond(rate?.processed),
                    Self.perSecond(rate?.failed),
                ] + idle.map { "\(queue.counts[$0] ?? 0)" }
            })
    }

    /// The queues whose next task waits longest.
    private func slowest(in snapshot: DashboardSnapshot) -> [DashboardLine] {
        let queues = snapshot.queues.filter { $0.latency > .zero }.sorted { $0.latency > $1.latency }.prefix(3)
        guard !queues.isEmpty else { return [] }
        let texts = queues.map { "\($0.queue.printable) \($0.latency.spoken)\($0.isPaused ? " (paused)" : "")" }
        return [DashboardLine(""), DashboardLine("slowest  " + texts.joined(separator: "   "), .notable)]
    }

    private func servers(of snapshot: DashboardSnapshot, in context: ReportContext) -> [DashboardLine] {
        guard !snapshot.servers.isEmpty else {
            return [DashboardLine(""), DashboardLine("No worker is alive.", .bad)]
        }
        let report = ServersReport(servers: snapshot.servers)
        let attempts = report.attemptTable(in: context)
        return section("servers", report.serverTable(in: context))
            + (attempts.rows.isEmpty ? [] : section("attempts", attempts))
    }

    private func section(_ name: String, _ table: TextTable) -> [DashboardLine] {
        guard !table.rows.isEmpty else { return [DashboardLine(""), DashboardLine("no \(name)", .dim)] }
        let lines = table.lines()
        return [DashboardLine(""), DashboardLine(lines[0], .dim)] + lines.dropFirst().map { DashboardLine($0) }
    }

    /// `12.5/s`; `–` where nothing is known yet.
    private static func perSecond(_ rate: Double?) -> String {
        guard let rate, rate.isFinite else { return "–" }
        let tenths = Int64(min(rate, 1e15) * 10)
        return tenths % 10 == 0 || rate >= 100 ? "\(tenths / 10)/s" : "\(tenths / 10).\(tenths % 10)/s"
    }
}

extension Dashboard: Report {
    public func lines(in context: ReportContext) -> [String] {
        lines(size: nil, in: context)
    }

    /// Writes the newest snapshot, `null` where there is none.
    public func encode(to json: inout JSONWriter) {
        history.latest.encode(to: &json)
    }
}
