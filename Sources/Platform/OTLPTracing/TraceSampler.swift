/// Says which traces are recorded.
///
/// A trace that another process began is recorded if that one records it, so that traces are whole. For a trace that
/// begins here, its id decides: every process with the same ratio says the same, OpenTelemetry's own libraries too.
public struct TraceSampler: Sendable, Hashable {
    /// Whether the parent's decision is kept.
    public let followsParent: Bool
    /// Ids whose last 63 bits are below this are recorded.
    private let bound: UInt64

    /// Records all traces.
    public static let always = TraceSampler(ratio: 1)
    /// Records none, but those that others record.
    public static let never = TraceSampler(ratio: 0)

    /// - Parameters:
    ///   - ratio: the part of the traces that is recorded, 0…1; beyond, the nearest of these, and 0 for what is no number.
    ///   - followsParent: whether the parent's decision is kept; without it, the id decides for each span.
    public init(ratio: Double, followsParent: Bool = true) {
        self.followsParent = followsParent
        bound = ratio >= 1 ? 1 << 63 : ratio > 0 ? UInt64(ratio * 0x1p63) : 0
    }

    /// Whether a trace is recorded that begins here.
    func records(_ traceID: TraceID) -> Bool {
        traceID.low >> 1 < bound
    }
}
