/// A piece of a file, from a place up to another.
public struct SourceRange: Sendable, Equatable, Hashable {
    /// The first byte's place.
    public var start: SourceLocation
    /// The place behind the last byte; `start` for an empty piece.
    public var end: SourceLocation

    /// Makes a range.
    public init(start: SourceLocation, end: SourceLocation) {
        self.start = start
        self.end = end
    }

    /// The empty range at a place.
    public init(at location: SourceLocation) {
        self.init(start: location, end: location)
    }

    /// The range from the start of this one to the end of another.
    public func through(_ other: SourceRange) -> SourceRange {
        SourceRange(start: start, end: max(end, other.end))
    }

    /// The bytes' offsets.
    public var offsets: Range<Int> { start.offset..<max(start.offset, end.offset) }
}
