/// An exact decimal number: `unscaled` divided by the `scale`-th power of ten.
///
/// An amount of money in fen is a decimal of scale 2: `JSONDecimal(unscaled: 12800, scale: 2)` is written `128.00`.
/// Two decimals are equal when both parts are: `1.0` and `1.00` differ.
public struct JSONDecimal: Sendable, Hashable {
    /// The number without its point.
    public let unscaled: Int64
    /// The number of decimals, 0…18.
    public let scale: Int

    /// The scales that exist: with 18 decimals every `Int64` still has a digit before the point.
    public static let scales = 0...18

    /// - Precondition: `scale` is one of ``scales``.
    public init(unscaled: Int64, scale: Int) {
        precondition(Self.scales.contains(scale), "a decimal's scale must be 0 to 18, not \(scale)")
        self.unscaled = unscaled
        self.scale = scale
    }
}

extension JSONDecimal {
    /// Whether this number is less than another, whatever the decimals of the two.
    public func isLess(than other: JSONDecimal) -> Bool {
        let scale = max(scale, other.scale)
        return widened(to: scale) < other.widened(to: scale)
    }

    /// The unscaled number at a greater scale.
    private func widened(to scale: Int) -> Int128 {
        (self.scale..<scale).reduce(Int128(unscaled)) { number, _ in number * 10 }
    }
}

extension JSONDecimal: CustomStringConvertible {
    /// The number as JSON has it, with all the decimals of its scale.
    public var description: String { String(decoding: jsonBytes(reservingCapacity: 24), as: UTF8.self) }
}

extension JSONDecimal: JSONEncodable {
    @inlinable
    public func encode(to json: inout JSONWriter) { json.decimal(self) }
}
