import Auditing
import Clocks
import Foundation
import JSON
import QueueConsole
import TerminalText
import Testing

@testable import sojourn

@Suite("The report of an audit")
struct AuditReportTests {
    private let context = ReportContext(now: Timestamp(seconds: 1_893_456_000), timeZone: .gmt, style: .plain)

    private func report(_ findings: [AuditFinding], _ repairs: [AuditRepair]? = nil) -> AuditReport {
        var kept = AuditFindings()
        kept.add(findings)
        return AuditReport(
            result: AuditResult(findings: kept, orders: 3, payments: 2), repairs: repairs, grace: .seconds(60),
            took: .milliseconds(12))
    }

    @Test("says so where the rules are kept")
    func clean() {
        #expect(report([]).lines(in: context) == ["Clean: 3 orders and 2 payments keep the rules (12 ms)."])
    }

    @Test("groups what was found, and tells what can be mended")
    func found() {
        let lines = report([
            AuditFinding(.deadLetter, "t.dead/0@3", "an event was given up"),
            AuditFinding(.amountDiffers, "HSO1", "the order comes to 2 fen", isRepairable: true),
        ]).lines(in: context)
        #expect(
            lines == [
                "breach  amount-differs  settle the difference with the guest",
                "  HSO1  mend  the order comes to 2 fen", "",
                "warning  dead-letter  \(AuditKind.deadLetter.advice)",
                "  t.dead/0@3    an event was given up", "",
                "Found 1 breach and 1 warning in 3 orders and 2 payments (12 ms).",
                "What is marked «mend» is mended by `sojourn audit --repair`.",
            ])
    }

    @Test("shows a few of many as text, and all as JSON; what comes from elsewhere moves no cursor")
    func many() throws {
        let findings = (1...30).map { AuditFinding(.amountDiffers, "HSO\($0)", "evil \u{1B}[2J") }
        let report = report(findings, [AuditRepair(.deadLetter, "t.dead/0@3", "sent the event again")])
        let lines = report.lines(in: context)
        #expect(lines.contains("  … and 20 more; --json has them all"))
        #expect(!lines.contains { $0.contains("\u{1B}") })
        let json = try JSONObject(parsing: report.jsonBytes())
        #expect(try json.require("clean") == false)
        #expect(try json.require("findings", as: [JSONObject].self).count == 30)
        #expect(try json.require("repairs", as: [JSONObject].self).first?.require("name") == "dead-letter")
        #expect(try json.require("truncated") == false)
    }

    @Test("holds the first findings of a kind, and only those that both looks have")
    func findings() {
        var first = AuditFindings(limit: 2)
        var second = AuditFindings(limit: 2)
        first.add((1...3).map { AuditFinding(.deadLetter, "\($0)", "1 s ago") })
        second.add((2...4).map { AuditFinding(.deadLetter, "\($0)", "2 s ago") })
        #expect(first.all.map(\.subject) == ["1", "2"] && first.isTruncated)
        let both = second.confirming(first)
        #expect(both.all.map(\.subject) == ["2"] && both.all.first?.text == "2 s ago" && both.isTruncated)
    }
}
