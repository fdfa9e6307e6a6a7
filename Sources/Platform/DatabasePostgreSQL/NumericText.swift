/// A `numeric` in PostgreSQL's binary format, as decimal text.
///
/// The format is four 16-bit numbers, which are the count of digits, the place of the first one, the sign and how many
/// decimals are shown, and then the digits, to the base of 10,000. Its source is `numeric_send` in PostgreSQL's
/// `numeric.c`.
struct NumericText {
    let text: String

    init(_ value: UnsafeRawBufferPointer) {
        let count = Int(value.bigEndian(UInt16.self))
        let weight = Int(Int16(bitPattern: value.bigEndian(UInt16.self, at: 2)))
        let sign = value.bigEndian(UInt16.self, at: 4)
        let decimals = Int(value.bigEndian(UInt16.self, at: 6))
        guard sign == Self.positive || sign == Self.negative else {
            text = Self.specials[sign] ?? "nan"
            return
        }
        func digit(_ place: Int) -> String {
            let index = weight - place
            let number = (0..<count).contains(index) ? value.bigEndian(UInt16.self, at: 8 + 2 * index) : 0
            let text = "\(number)"
            return String(repeating: "0", count: 4 - text.count) + text
        }
        let whole = stride(from: max(weight, 0), through: 0, by: -1).map(digit).joined()
        let fraction = stride(from: -1, through: -(decimals + 3) / 4, by: -1).map(digit).joined().prefix(decimals)
        let isWhole = fraction.allSatisfy { $0 == "0" }
        text = (sign == Self.negative ? "-" : "") + whole + (isWhole ? "" : ".\(fraction)")
    }

    private static let positive: UInt16 = 0x0000
    private static let negative: UInt16 = 0x4000
    private static let specials: [UInt16: String] = [0xC000: "nan", 0xD000: "inf", 0xF000: "-inf"]
}
