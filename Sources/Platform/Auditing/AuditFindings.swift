/// The findings of an audit, in bounded memory: of each kind the first ones are kept.
public struct AuditFindings: Sendable {
    /// How many findings of a kind are kept unless told: enough to work through, few enough to hold.
    public static let defaultLimit = 10_000

    /// What was found, in the order in which it was.
    public private(set) var all: [AuditFinding] = []
    /// Whether there are more findings than are kept.
    public private(set) var isTruncated = false
    private var counts: [AuditKind: Int] = [:]
    private let limit: Int

    /// - Parameter limit: how many findings of a kind are kept, at least 1.
    public init(limit: Int = Self.defaultLimit) {
        self.limit = max(1, limit)
    }

    public var isEmpty: Bool { all.isEmpty }

    /// The kinds that were found, and how many findings of each are kept.
    public var kinds: [(kind: AuditKind, count: Int)] {
        counts.map { (kind: $0.key, count: $0.value) }.sorted { $0.kind.name < $1.kind.name }
    }

    public mutating func add(_ finding: AuditFinding) {
        let count = counts[finding.kind, default: 0]
        guard count < limit else {
            isTruncated = true
            return
        }
        counts[finding.kind] = count + 1
        all.append(finding)
    }

    public mutating func add(_ findings: some Sequence<AuditFinding>) {
        for finding in findings { add(finding) }
    }

    /// The findings of a kind.
    public func of(_ kind: AuditKind) -> [AuditFinding] {
        all.filter { $0.kind == kind }
    }

    /// Those of these findings that an earlier look had found as well: what was under way between the stores is gone
    /// by the second look, what is broken is not.
    public func confirming(_ earlier: AuditFindings) -> AuditFindings {
        let seen = Set(earlier.all.map(\.identity))
        var confirmed = AuditFindings(limit: limit)
        confirmed.add(all.filter { seen.contains($0.identity) })
        confirmed.isTruncated = isTruncated && earlier.isTruncated
        return confirmed
    }
}
