import NIOCore

extension RESPDecoder {
    private enum NumberScan {
        case incomplete
        case malformed
        case number(Int64, lineBytes: Int)
    }

    /// Reads the type byte and the number that is the rest of its line.
    mutating func number() throws(RESPDecodingError) -> Int64? {
        switch scanNumber() {
        case .incomplete: return nil
        case .malformed: throw .malformedNumber
        case .number(let number, let lineBytes):
            buffer.moveReaderIndex(forwardBy: lineBytes)
            return number
        }
    }

    /// Reads a type byte, a length, and as many bytes; the inner `nil` is the null string.
    mutating func bulk() throws(RESPDecodingError) -> ByteBuffer?? {
        switch scanNumber() {
        case .incomplete: return nil
        case .malformed: throw .malformedNumber
        case .number(-1, let lineBytes):
            buffer.moveReaderIndex(forwardBy: lineBytes)
            return .some(nil)
        case .number(let length, let lineBytes):
            guard length >= 0 else { throw .negativeLength(length) }
            guard length <= limits.bulkBytes else { throw .bulkTooLong(length, limit: limits.bulkBytes) }
            let start = buffer.readerIndex + lineBytes
            let end = start + Int(length)
            guard buffer.writerIndex >= end + 2 else {
                // One wrong byte is told at once, not after the other one came.
                guard buffer.writerIndex <= end || buffer.getInteger(at: end, as: UInt8.self) == UInt8(ascii: "\r")
                else { throw .missingLineEnd }
                return nil
            }
            guard buffer.getInteger(at: end, as: UInt16.self) == 0x0D0A else { throw .missingLineEnd }
            let content = buffer.getSlice(at: start, length: Int(length))
            buffer.moveReaderIndex(to: end + 2)
            return content.map { .some($0) }
        }
    }

    /// Reads the type byte and the text that is the rest of its line.
    mutating func line() throws(RESPDecodingError) -> String? {
        enum Scan { case incomplete(searched: Int), malformed, tooLong, text(String, lineBytes: Int) }
        let searched = searchedBytes
        let limit = limits.lineBytes
        let scan: Scan = buffer.withUnsafeReadableBytes { bytes in
            var index = max(1, searched)
            while index < bytes.count {
                let byte = bytes[index]
                if byte == UInt8(ascii: "\n") { return .malformed }
                if byte == UInt8(ascii: "\r") {
                    guard index + 1 < bytes.count else { break }
                    guard bytes[index + 1] == UInt8(ascii: "\n") else { return .malformed }
                    return .text(String(decoding: bytes[1..<index], as: UTF8.self), lineBytes: index + 2)
                }
                if index > limit { return .tooLong }
                index += 1
            }
            return .incomplete(searched: index)
        }
        switch scan {
        case .text(let text, let lineBytes):
            searchedBytes = 0
            buffer.moveReaderIndex(forwardBy: lineBytes)
            return text
        case .malformed:
            throw .malformedLine
        case .tooLong:
            throw .lineTooLong(limit: limit)
        case .incomplete(let searched):
            searchedBytes = searched
            return nil
        }
    }

    /// Looks at the number behind the type byte, without consuming it.
    private func scanNumber() -> NumberScan {
        buffer.withUnsafeReadableBytes { bytes in
            var index = 1
            var isNegative = false
            if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
                isNegative = bytes[index] == UInt8(ascii: "-")
                index += 1
            }
            let firstDigit = index
            // Counted downwards, because the smallest number has no positive counterpart.
            var negated: Int64 = 0
            while index < bytes.count {
                let digit = bytes[index] &- UInt8(ascii: "0")
                if digit > 9 {
                    guard bytes[index] == UInt8(ascii: "\r"), index > firstDigit else { return .malformed }
                    guard index + 1 < bytes.count else { return .incomplete }
                    guard bytes[index + 1] == UInt8(ascii: "\n"), isNegative || negated > .min else {
                        return .malformed
                    }
                    return .number(isNegative ? negated : -negated, lineBytes: index + 2)
                }
                let (tenfold, overflowsTen) = negated.multipliedReportingOverflow(by: 10)
                let (sum, overflowsDigit) = tenfold.subtractingReportingOverflow(Int64(digit))
                // Twenty digits are more than 64 bits take, also where the first ones are zeros.
                guard !overflowsTen, !overflowsDigit, index - firstDigit < 20 else { return .malformed }
                negated = sum
                index += 1
            }
            return .incomplete
        }
    }
}
