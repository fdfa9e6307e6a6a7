/// What a document may demand of its reader.
public struct JSONLimits: Sendable, Hashable {
    /// How deep objects and arrays may nest.
    public var maximumDepth: Int
    /// How long the document may be, in bytes; 4 GiB at most, whatever is set.
    public var maximumLength: Int

    public init(maximumDepth: Int = 32, maximumLength: Int = 16 << 20) {
        self.maximumDepth = maximumDepth
        self.maximumLength = maximumLength
    }

    /// For what was checked before.
    static let none = JSONLimits(maximumDepth: .max, maximumLength: .max)
}
