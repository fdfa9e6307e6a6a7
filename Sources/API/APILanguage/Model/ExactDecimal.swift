/// A decimal number exactly as written, of any length: `0.1` is a tenth.
///
/// Numbers of the same value are equal, however they were written: `1.50`, `15e-1`.
public struct ExactDecimal: Sendable, Equatable, Hashable {
    /// Whether it is below zero.
    public let isNegative: Bool
    /// The digits without leading and trailing zeros; empty for zero.
    let digits: [UInt8]
    /// The value is 0.digits × 10^pointPosition.
    let pointPosition: Int

    init(isNegative: Bool, digits: [UInt8], pointPosition: Int) {
        let leading = digits.prefix { $0 == 0 }.count
        let trailing = digits.reversed().prefix { $0 == 0 }.count
        guard leading < digits.count else {
            self.isNegative = false
            self.digits = []
            self.pointPosition = 0
            return
        }
        self.isNegative = isNegative
        self.digits = Array(digits[leading..<(digits.count - trailing)])
        self.pointPosition = pointPosition - leading
    }

    /// Makes a whole number.
    public init(_ value: some BinaryInteger) {
        var digits: [UInt8] = []
        var rest = value.magnitude
        while rest != 0 {
            digits.append(UInt8(rest % 10))
            rest /= 10
        }
        self.init(isNegative: value.signum() < 0, digits: digits.reversed(), pointPosition: digits.count)
    }

    /// Whether it has no fraction.
    public var isInteger: Bool { pointPosition >= digits.count }

    /// Whether it is zero.
    public var isZero: Bool { digits.isEmpty }
}

extension ExactDecimal: Comparable {
    /// Compares the values, exactly.
    public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        let (smaller, larger) = left.isNegative ? (right, left) : (left, right)
        if smaller.isZero || larger.isZero { return smaller.isZero && !larger.isZero }
        if smaller.pointPosition != larger.pointPosition { return smaller.pointPosition < larger.pointPosition }
        return smaller.digits.lexicographicallyPrecedes(larger.digits)
    }
}
