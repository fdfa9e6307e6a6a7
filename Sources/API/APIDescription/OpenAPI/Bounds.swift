import APILanguage

/// The ends of what a number may be: the field's range, or the type's where that is narrower.
///
/// Of 64-bit integers, only that unsigned ones are not negative is said: few readers of schemas can hold the other ends
/// exactly, and the format names them.
struct Bounds: Sendable, Equatable {
    private(set) var lower: NumberRange.Bound?
    private(set) var upper: NumberRange.Bound?

    init(of primitive: Primitive, _ range: NumberRange?) {
        lower = range?.lower
        upper = range?.upper
        guard let (bits, isSigned) = primitive.integerFormat else { return }
        if bits < 64 || !isSigned {
            let smallest = ExactDecimal(isSigned ? -(Int64(1) << (bits - 1)) : 0)
            if lower.map({ $0.value < smallest }) ?? true { lower = .init(smallest, isInclusive: true) }
        }
        if bits < 64 {
            let largest = ExactDecimal(Int64(1) << (isSigned ? bits - 1 : bits) - 1)
            if upper.map({ $0.value > largest }) ?? true { upper = .init(largest, isInclusive: true) }
        }
    }
}
