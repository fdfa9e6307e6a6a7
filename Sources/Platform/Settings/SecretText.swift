/// A text that does not show itself: not when printed, logged or interpolated.
public struct SecretText: Sendable, Hashable {
    /// The text itself.
    public let revealed: String

    public init(_ text: String) {
        revealed = text
    }

    /// What is shown instead.
    static let mask = "********"
}

extension SecretText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { Self.mask }
    public var debugDescription: String { Self.mask }
    /// Without children, so that `dump` shows nothing either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
