extension ExactDecimal {
    /// The powers of ten that are taken: beyond the range of `float64`.
    private static let exponents = -400...400
    private static let maximalDigits = 400

    /// Reads `-12.5`, `+3`, `.5`, `1e-9`; `nil` for anything else, for more than 400 digits and for an exponent
    /// beyond ±400.
    public init?(_ text: some StringProtocol) {
        var bytes = text.utf8[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }

        let whole = bytes.prefix(while: Self.isDigit)
        bytes = bytes[whole.endIndex...]
        var fraction = bytes.prefix(0)
        if bytes.first == UInt8(ascii: ".") {
            fraction = bytes.dropFirst().prefix(while: Self.isDigit)
            bytes = bytes[fraction.endIndex...]
        }
        var exponent = 0
        if let mark = bytes.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
            let digits = String(decoding: bytes.dropFirst(), as: UTF8.self)
            guard let value = Int(digits), Self.exponents.contains(value) else { return nil }
            exponent = value
            bytes = bytes.suffix(0)
        }
        let digits = (Array(whole) + Array(fraction)).map { $0 - UInt8(ascii: "0") }
        guard bytes.isEmpty, !digits.isEmpty, digits.count <= Self.maximalDigits else { return nil }
        self.init(isNegative: isNegative, digits: digits, pointPosition: whole.count + exponent)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension ExactDecimal: CustomStringConvertible {
    /// The number in JSON's and Swift's notation: `-12.5`, or `1e+30` where plain digits would need many zeros.
    public var description: String {
        guard !isZero else { return "0" }
        let text = String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
        let magnitude: String
        switch pointPosition {
        case -5...0: magnitude = "0." + String(repeating: "0", count: -pointPosition) + text
        case digits.count...max(digits.count, 21):
            magnitude = text + String(repeating: "0", count: pointPosition - digits.count)
        case 1..<max(1, digits.count): magnitude = "\(text.prefix(pointPosition)).\(text.dropFirst(pointPosition))"
        default:
            let exponent = pointPosition - 1
            let fraction = digits.count > 1 ? ".\(text.dropFirst())" : ""
            magnitude = "\(text.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(abs(exponent))"
        }
        return isNegative ? "-\(magnitude)" : magnitude
    }
}
