/// What a line is, where its level does not say so: go-zero has levels of their own for such lines.
///
///     logger.info("requests", metadata: [LogKind.metadataKey: .stringConvertible(LogKind.stat)])
///
/// Whether the line is written is decided by its level. ``JSONLinesLogHandler`` then writes the kind as the level.
public enum LogKind: String, Sendable, CaseIterable, CustomStringConvertible {
    /// A call that took longer than it should.
    case slow
    /// Figures that are written from time to time.
    case stat

    /// The metadata's key under which a line says its kind.
    public static let metadataKey = "kind"

    public var description: String { rawValue }
}
