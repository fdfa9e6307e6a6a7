import NIOCore

extension ByteBuffer {
    /// Writes a type byte, a number and a line end in one go.
    mutating func writeHeader(_ type: UInt8, _ count: Int) {
        let digits = Int64(count).decimalDigitCount
        writeWithUnsafeMutableBytes(minimumWritableBytes: digits + 3) { bytes in
            bytes[0] = type
            bytes.writeDecimal(Int64(count), at: 1, digits: digits)
            bytes[digits + 1] = UInt8(ascii: "\r")
            bytes[digits + 2] = UInt8(ascii: "\n")
            return digits + 3
        }
    }

    /// Writes a number of so many characters, and a line end.
    mutating func writeDecimalLine(_ number: Int64, digits: Int) {
        writeWithUnsafeMutableBytes(minimumWritableBytes: digits + 2) { bytes in
            bytes.writeDecimal(number, at: 0, digits: digits)
            bytes[digits] = UInt8(ascii: "\r")
            bytes[digits + 1] = UInt8(ascii: "\n")
            return digits + 2
        }
    }
}

extension Int64 {
    /// How many characters it has in decimal, its sign included.
    var decimalDigitCount: Int {
        var count = self < 0 ? 2 : 1
        var rest = magnitude
        while rest >= 10 {
            rest /= 10
            count += 1
        }
        return count
    }
}

extension UnsafeMutableRawBufferPointer {
    fileprivate func writeDecimal(_ number: Int64, at start: Int, digits: Int) {
        var rest = number.magnitude
        var index = start + digits
        repeat {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            index -= 1
            self[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
            rest = quotient
        } while rest > 0
        if number < 0 { self[start] = UInt8(ascii: "-") }
    }
}
