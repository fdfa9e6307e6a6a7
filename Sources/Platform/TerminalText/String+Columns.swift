extension StringProtocol {
    /// The text without control characters: what comes from elsewhere must not move the cursor.
    public var printable: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? "·" : $0 }))
    }
}

extension String {
    /// How many columns of a terminal the text takes.
    public var columns: Int {
        reduce(0) { $0 + $1.columns }
    }

    /// The text cut or filled up to a number of columns.
    /// - Parameter width: zero or more.
    public func fitted(to width: Int) -> String {
        guard columns > width else { return self + String(repeating: " ", count: width - columns) }
        guard width > 0 else { return "" }
        var text = ""
        var used = 0
        for character in self {
            guard used + character.columns < width else { break }
            text.append(character)
            used += character.columns
        }
        return text + "…" + String(repeating: " ", count: width - used - 1)
    }
}

extension Character {
    /// Two for East Asian wide characters and emoji (Unicode Standard Annex 11), else one.
    fileprivate var columns: Int {
        guard let scalar = unicodeScalars.first else { return 0 }
        return switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}
