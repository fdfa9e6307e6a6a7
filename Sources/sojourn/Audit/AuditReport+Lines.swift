import Auditing
import Clocks
import QueueConsole
import TerminalText

extension AuditReport {
    /// How many findings or repairs of a kind are shown; JSON has them all.
    private static let shown = 10

    func lines(in context: ReportContext) -> [String] {
        var lines: [String] = []
        if let repairs {
            lines += repairs.isEmpty ? ["Nothing was mended.", ""] : Self.table(of: repairs, context.style) + [""]
        }
        guard !isClean else { return lines + [context.style.good("Clean: \(extent).")] }
        lines += findingLines(context.style)
        lines += ["", context.style.bad(verdict)]
        if repairs == nil, result.findings.all.contains(where: \.isRepairable) {
            lines.append("What is marked «mend» is mended by `sojourn audit --repair`.")
        }
        return lines
    }

    private func findingLines(_ style: TextStyle) -> [String] {
        var lines: [String] = []
        for (kind, count) in result.findings.kinds {
            if !lines.isEmpty { lines.append("") }
            let severity = kind.severity == .breach ? style.bad("breach") : style.notable("warning")
            lines.append("\(severity)  \(style.bold(kind.name))  \(style.dim(kind.advice))")
            let findings = result.findings.of(kind).prefix(Self.shown)
            let table = TextTable(
                [.init("", maximum: 60), .init(""), .init("", maximum: 400)],
                rows: findings.map { ["  " + $0.subject, $0.isRepairable ? "mend" : "", $0.text] })
            lines += table.lines(style).dropFirst()
            if count > Self.shown { lines.append(style.dim("  … and \(count - Self.shown) more; --json has them all")) }
        }
        return lines
    }

    private static func table(of repairs: [AuditRepair], _ style: TextStyle) -> [String] {
        var shown: [AuditKind: Int] = [:]
        let rows = repairs.filter { repair in
            shown[repair.kind, default: 0] += 1
            return shown[repair.kind, default: 0] <= Self.shown
        }
        let table = TextTable(
            [.init("mended", maximum: 60), .init("about", maximum: 60), .init("what was done", maximum: 400)],
            rows: rows.map { [$0.kind.name, $0.subject, $0.text] })
        let hidden = repairs.count - rows.count
        return table.lines(style) + (hidden > 0 ? [style.dim("… and \(hidden) more; --json has them all")] : [])
    }

    private var extent: String {
        "\(result.orders) orders and \(result.payments) payments keep the rules (\(took.spoken))"
    }

    private var verdict: String {
        let kinds = result.findings.kinds
        func count(_ severity: AuditKind.Severity, _ one: String, _ many: String) -> String {
            let count = kinds.reduce(0) { $0 + ($1.kind.severity == severity ? $1.count : 0) }
            return "\(count) \(count == 1 ? one : many)"
        }
        let more = result.findings.isTruncated ? " at least" : ""
        return """
            Found\(more) \(count(.breach, "breach", "breaches")) and \(count(.warning, "warning", "warnings")) in \
            \(result.orders) orders and \(result.payments) payments (\(took.spoken)).
            """
    }
}
