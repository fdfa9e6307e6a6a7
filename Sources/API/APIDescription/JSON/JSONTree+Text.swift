import APILanguage

extension JSONTree {
    /// What a piece of a document's text is, for those who colour it.
    enum Token: Sendable, Equatable {
        /// Brackets, colons, commas and white space.
        case punctuation
        case name
        case string
        /// A number, `true`, `false` or `null`.
        case literal
    }

    /// The document as text.
    func text(_ layout: JSONLayout) -> String {
        var text = ""
        write(layout, depth: 0) { _, piece in text += piece }
        return layout == .pretty ? text + "\n" : text
    }

    /// Hands out the document's text piece by piece, without a line break at the end.
    func write(_ layout: JSONLayout, depth: Int = 0, to emit: (Token, String) -> Void) {
        switch self {
        case .null: emit(.literal, "null")
        case .bool(let value): emit(.literal, value ? "true" : "false")
        case .number(let value): emit(.literal, value.description)
        case .string(let value): emit(.string, Self.quoted(value))
        case .array(let elements):
            let fits = layout == .pretty && fitsOneLine(elements, depth: depth)
            writeList("[", elements, "]", fits ? .oneLine : layout == .pretty ? .lines(depth) : .dense, emit) {
                $0.write(layout, depth: depth + 1, to: emit)
            }
        case .object(let members):
            writeList("{", members.members, "}", layout == .pretty ? .lines(depth) : .dense, emit) {
                emit(.name, Self.quoted($0.name))
                emit(.punctuation, layout == .pretty ? ": " : ":")
                $0.value.write(layout, depth: depth + 1, to: emit)
            }
        }
    }

    private enum Spacing {
        case dense
        /// A space behind each comma.
        case oneLine
        /// Each element on a line of its own, the brackets at this depth.
        case lines(Int)
    }

    private func writeList<Element>(
        _ opening: String, _ elements: [Element], _ closing: String, _ spacing: Spacing,
        _ emit: (Token, String) -> Void, _ write: (Element) -> Void
    ) {
        guard !elements.isEmpty else { return emit(.punctuation, opening + closing) }
        let (start, separator, end) =
            switch spacing {
            case .dense: ("", ",", "")
            case .oneLine: ("", ", ", "")
            case .lines(let depth): (Self.lineBreak(depth + 1), "," + Self.lineBreak(depth + 1), Self.lineBreak(depth))
            }
        emit(.punctuation, opening + start)
        for (index, element) in elements.enumerated() {
            if index > 0 { emit(.punctuation, separator) }
            write(element)
        }
        emit(.punctuation, end + closing)
    }

    private static func lineBreak(_ depth: Int) -> String {
        "\n" + String(repeating: "  ", count: depth)
    }

    /// Whether a list of plain values is short enough to be read at a glance: names that are required, options.
    private func fitsOneLine(_ elements: [JSONTree], depth: Int) -> Bool {
        guard elements.count <= 20, elements.allSatisfy(\.isScalar) else { return false }
        return elements.reduce(2 * depth) { $0 + $1.text(.compact).count + 2 } <= 80
    }
}

extension JSONTree {
    /// A text as JSON writes it, quotes included.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
