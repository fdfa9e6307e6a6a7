/// Reads the range of a number: `[1:100)`, `(0:]`, `[:10]`.
struct RangeReader {
    typealias Failure = StringLiteral.Failure

    let type: Primitive

    /// The range that a text stands for; at least one number of the type lies in it.
    func read(_ text: TagText) throws(Failure) -> NumberRange {
        let opensInclusive = text.first == UInt8(ascii: "[")
        let closesInclusive = text.last == UInt8(ascii: "]")
        guard opensInclusive || text.first == UInt8(ascii: "("), closesInclusive || text.last == UInt8(ascii: ")"),
            let (lower, upper) = text.inner.cut(at: ":")
        else {
            throw Failure(
                message: "'\(text.text)' is no range: write [1:10] with the ends, (1:10) without", range: text.range)
        }
        let range = NumberRange(
            lower: try bound(lower.trimmed, isInclusive: opensInclusive),
            upper: try bound(upper.trimmed, isInclusive: closesInclusive))
        guard range.lower != nil || range.upper != nil else {
            throw Failure(message: "a range needs a number at one end at least", range: text.range)
        }
        guard !isEmpty(range) else {
            throw Failure(message: "no \(type.rawValue) lies in the range \(range)", range: text.range)
        }
        return range
    }

    private func bound(_ text: TagText, isInclusive: Bool) throws(Failure) -> NumberRange.Bound? {
        guard !text.isEmpty else { return nil }
        return NumberRange.Bound(try LiteralReader.number(text, as: type), isInclusive: isInclusive)
    }

    private func isEmpty(_ range: NumberRange) -> Bool {
        // The type's own bounds close an open end: below 0 there is no unsigned number.
        guard let least = type.bounds?.lowerBound, let greatest = type.bounds?.upperBound else { return false }
        let lower = range.lower ?? .init(least, isInclusive: true)
        let upper = range.upper ?? .init(greatest, isInclusive: true)
        if lower.value > upper.value { return true }
        if lower.value == upper.value { return !lower.isInclusive || !upper.isInclusive }
        guard type.isInteger, !lower.isInclusive, !upper.isInclusive, let low = Int128("\(lower.value)"),
            let high = Int128("\(upper.value)")
        else { return false }
        return high - low < 2
    }
}
