import Auditing
import Clocks
import JSON
import QueueConsole
import TerminalText

/// What an audit has found and a repair has done.
struct AuditReport: Report {
    /// What breaks the rules, after the repairs where there were any.
    var result: AuditResult
    /// What was done; `nil` where nothing was to be.
    var repairs: [AuditRepair]?
    var grace: Duration
    var took: Duration

    var isClean: Bool { result.findings.isEmpty }

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("clean", isClean)
        json.field("orders", result.orders)
        json.field("payments", result.payments)
        json.field("graceSeconds", grace / .seconds(1))
        json.field("tookSeconds", took / .seconds(1))
        json.field("truncated", result.findings.isTruncated)
        json.field("findings", result.findings.all.map(FindingFields.init))
        if let repairs { json.field("repairs", repairs.map(RepairFields.init)) }
        json.endObject()
    }
}

private struct FindingFields: JSONEncodable {
    let finding: AuditFinding

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("name", finding.kind.name)
        json.field("severity", finding.kind.severity.rawValue)
        json.field("subject", finding.subject)
        json.field("text", finding.text)
        json.field("repairable", finding.isRepairable)
        json.field("advice", finding.kind.advice)
        json.endObject()
    }
}

private struct RepairFields: JSONEncodable {
    let repair: AuditRepair

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("name", repair.kind.name)
        json.field("subject", repair.subject)
        json.field("text", repair.text)
        json.endObject()
    }
}
