import Auditing
import Clocks

extension SystemRepair {
    /// How long to wait for what was sent before looking again.
    private static let pause = Duration.seconds(1)

    /// Mends until a round mends nothing more or all that was found has been seen, and looks again.
    ///
    /// - Parameters:
    ///   - result: what was found.
    ///   - patience: how long what was sent may take to arrive.
    /// - Returns: what is found now, and all that was done.
    /// - Throws: ``AuditTrouble``
    func complete(
        _ result: AuditResult, patience: Duration
    ) async throws -> (result: AuditResult, repairs: [AuditRepair]) {
        var (result, repairs) = (result, [AuditRepair]())
        while true {
            let round = try await run(result.findings)
            repairs += round
            guard !round.isEmpty else { return (result, repairs) }
            let before = result.findings
            result = try await look(after: round, of: before, until: audit.clock.now + patience)
            guard before.isTruncated else { return (result, repairs) }
        }
    }

    /// Looks until what was mended is whole and what that has set going has come to rest, or the time is over.
    private func look(
        after round: [AuditRepair], of before: AuditFindings, until deadline: Timestamp
    ) async throws -> AuditResult {
        let mended = Set(round.map { AuditFinding.Identity(kind: $0.kind, subject: $0.subject) })
        let left = Set(before.all.map(\.identity)).subtracting(mended)
        while true {
            let result = try await audit.run()
            let isUnderWay = result.findings.all.contains {
                // Where not all was seen, what is new need not come of the repair.
                mended.contains($0.identity) || (!before.isTruncated && !left.contains($0.identity))
            }
            guard isUnderWay, audit.clock.now < deadline else { return result }
            try await audit.clock.sleep(for: Self.pause)
        }
    }
}
