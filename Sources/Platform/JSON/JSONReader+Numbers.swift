extension JSONReader {
    /// Reads an integer. A number written with a fraction or an exponent is none, not even `1.0`.
    mutating func readInteger<Integer: FixedWidthInteger>() throws(JSONError) -> Integer {
        var position = try expectNumber("an integer")
        let bytes = scanner.bytes
        let isNegative = bytes[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let digits = position
        var magnitude: Int64 = 0
        // 18 digits fit for sure.
        let limit = min(bytes.count, digits + 18)
        while position < limit {
            let digit = bytes[position] &- UInt8(ascii: "0")
            guard digit <= 9 else { break }
            magnitude = magnitude &* 10 &+ Int64(digit)
            position += 1
        }
        // Anything that is not just digits is left to the careful way.
        guard position > digits, position - digits == 1 || bytes[digits] != UInt8(ascii: "0"),
            !continuesNumber(at: position)
        else { return try readUnusualInteger() }
        guard let integer = Integer(exactly: isNegative ? -magnitude : magnitude) else {
            throw error("is out of range")
        }
        scanner.position = position
        return integer
    }

    /// Whether the byte here belongs to a number that began before.
    @inline(__always)
    private func continuesNumber(at position: Int) -> Bool {
        guard position < scanner.bytes.count else { return false }
        switch scanner.bytes[position] {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): return true
        default: return false
        }
    }

    private mutating func readUnusualInteger<Integer: FixedWidthInteger>() throws(JSONError) -> Integer {
        let start = scanner.position
        guard try scanner.skipNumber() else { throw refusal(of: start, "must be an integer, not \(numberText(start))") }
        let text = String(decoding: scanner.bytes[start..<scanner.position], as: UTF8.self)
        guard let integer = Integer(text) else { throw refusal(of: start, "is out of range") }
        return integer
    }

    /// Reads a number as the nearest floating-point number.
    mutating func readFloat<Number: BinaryFloatingPoint & LosslessStringConvertible>() throws(JSONError) -> Number {
        let start = try expectNumber("a number")
        _ = try scanner.skipNumber()
        let text = String(decoding: scanner.bytes[start..<scanner.position], as: UTF8.self)
        guard let number = Number(text), number.isFinite else { throw refusal(of: start, "is out of range") }
        return number
    }

    /// Reads a number exactly.
    mutating func readDecimal() throws(JSONError) -> JSONDecimal {
        let start = try expectNumber("a number")
        _ = try scanner.skipNumber()
        guard let decimal = JSONDecimal(number: scanner.bytes[start..<scanner.position]) else {
            throw refusal(of: start, "has more digits than a decimal holds")
        }
        return decimal
    }

    /// Where the number begins that comes next.
    private mutating func expectNumber(_ expected: String) throws(JSONError) -> Int {
        scanner.skipWhitespace()
        switch scanner.current {
        case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return scanner.position
        default: throw mismatch(expected)
        }
    }

    /// An error about the number that begins at `start`.
    private mutating func refusal(of start: Int, _ problem: String) -> JSONError {
        scanner.position = start
        return error(problem)
    }

    /// The number as it was written, cut short where it is no use in a message.
    private func numberText(_ start: Int) -> String {
        let limit = 32
        let text = scanner.bytes[start..<scanner.position]
        return String(decoding: text.prefix(limit), as: UTF8.self) + (text.count > limit ? "…" : "")
    }
}
