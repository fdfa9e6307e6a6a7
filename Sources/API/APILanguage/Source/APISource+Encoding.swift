extension APISource {
    /// A byte, or a few, that no text file has.
    struct Garbage: Equatable {
        /// Where it stands.
        let offsets: Range<Int>
        /// What is wrong with it, for a message.
        let complaint: String
    }

    /// The first NUL or piece that is not UTF-8. One is enough: a file in another encoding has many.
    func firstGarbage() -> Garbage? {
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == 0 { return Garbage(offsets: offset..<offset + 1, complaint: "the file holds a NUL byte") }
            if byte < 0x80 {
                offset += 1
                continue
            }
            guard let length = scalarLength(at: offset) else {
                let hex = String(byte, radix: 16, uppercase: true)
                return Garbage(
                    offsets: offset..<offset + 1, complaint: "the file is not UTF-8: unexpected byte 0x\(hex)")
            }
            offset += length
        }
        return nil
    }

    /// How many bytes the scalar at `offset` has, which must not be ASCII; `nil` if it is not UTF-8 (Unicode, table 3-7).
    private func scalarLength(at offset: Int) -> Int? {
        let first = bytes[offset]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { return nil }
        let rest = bytes[(offset + 2)..<(offset + length)]
        return rest.allSatisfy { (0x80...0xBF).contains($0) } ? length : nil
    }
}
