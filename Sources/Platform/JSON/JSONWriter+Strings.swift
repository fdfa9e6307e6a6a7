extension JSONWriter {
    /// Writes a string: quotes, backslashes and control characters escaped, everything else in UTF-8.
    @inlinable
    public mutating func string(_ value: some StringProtocol) {
        separate()
        needsComma = true
        if value.utf8.withContiguousStorageIfAvailable({ appendQuoted($0) }) == nil {
            // A string bridged from elsewhere.
            Array(value.utf8).withUnsafeBufferPointer { appendQuoted($0) }
        }
    }

    @usableFromInline
    mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>) {
        storage.append(UInt8(ascii: "\""))
        let bytes = UnsafeRawBufferPointer(text)
        var copied = 0
        while true {
            let special = bytes.endOfPlainText(from: copied, until: \.escapable)
            storage.append(contentsOf: bytes[copied..<special])
            guard special < bytes.count else { break }
            appendEscape(of: bytes[special])
            copied = special + 1
        }
        storage.append(UInt8(ascii: "\""))
    }

    private mutating func appendEscape(of byte: UInt8) {
        let short: UInt8
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): short = byte
        case UInt8(ascii: "\n"): short = UInt8(ascii: "n")
        case UInt8(ascii: "\r"): short = UInt8(ascii: "r")
        case UInt8(ascii: "\t"): short = UInt8(ascii: "t")
        case 0x08: short = UInt8(ascii: "b")
        case 0x0C: short = UInt8(ascii: "f")
        default:
            let digit = byte & 0xF
            storage.append(contentsOf: "\\u00".utf8)
            storage.append(UInt8(ascii: "0") + byte >> 4)
            storage.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            return
        }
        storage.append(UInt8(ascii: "\\"))
        storage.append(short)
    }
}
