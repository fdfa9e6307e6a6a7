/// The range that a number must lie in: `range=[1:100)`.
///
/// At least one number lies between the bounds, and at least one bound is set.
public struct NumberRange: Sendable, Equatable, Hashable {
    /// An end of a range.
    public struct Bound: Sendable, Equatable, Hashable {
        /// The number, exactly as written.
        public var value: ExactDecimal
        /// Whether the number itself is allowed: a square bracket.
        public var isInclusive: Bool

        /// Makes a bound.
        public init(_ value: ExactDecimal, isInclusive: Bool) {
            self.value = value
            self.isInclusive = isInclusive
        }
    }

    /// The lower end; `nil` if there is none.
    public var lower: Bound?
    /// The upper end; `nil` if there is none.
    public var upper: Bound?

    /// Makes a range.
    public init(lower: Bound?, upper: Bound?) {
        self.lower = lower
        self.upper = upper
    }

    /// Whether the number lies in the range.
    public func contains(_ value: ExactDecimal) -> Bool {
        if let lower, value < lower.value || (value == lower.value && !lower.isInclusive) { return false }
        if let upper, value > upper.value || (value == upper.value && !upper.isInclusive) { return false }
        return true
    }
}

extension NumberRange: CustomStringConvertible {
    /// The range as it is written in a tag: `[1:100)`.
    public var description: String {
        let opening = lower?.isInclusive == false ? "(" : "["
        let closing = upper?.isInclusive == false ? ")" : "]"
        return "\(opening)\(lower?.value.description ?? ""):\(upper?.value.description ?? "")\(closing)"
    }
}
