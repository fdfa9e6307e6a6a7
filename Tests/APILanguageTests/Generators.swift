import APILanguage

/// SplitMix64: the same numbers for the same seed on every platform.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Changes how a file is laid out, not what it says.
enum Layout {
    /// The text with other spaces between its tokens. Line endings and comments stay.
    static func disturb(_ source: APISource, using generator: inout SeededGenerator) -> String {
        var text = ""
        var end = 0
        for token in APIScanner.tokens(of: source) {
            let between = String(decoding: source.bytes[end..<token.range.start.offset], as: UTF8.self)
            text += disturb(between, using: &generator)
            text += token.text
            end = token.range.end.offset
        }
        return text
    }

    private static func disturb(_ between: String, using generator: inout SeededGenerator) -> String {
        guard !between.isEmpty, between.allSatisfy(\.isWhitespace) else { return between }
        let spaces = [" ", "\t", "   ", " \t "].randomElement(using: &generator) ?? " "
        let newlines = String(between.filter { $0 == "\n" })
        return Bool.random(using: &generator) ? newlines + spaces : spaces + newlines + spaces
    }
}

/// Makes files that have no errors, of all constructs and with comments in all places.
enum FileGenerator {
    static func file(using generator: inout SeededGenerator) -> String {
        var text = comment(&generator) + "syntax" + gap(&generator) + "= \"v1\"\n"
        if Bool.random(using: &generator) {
            text += "info(title:\(gap(&generator))\"T\"\n\n\ndesc: plain text // c\n)\n"
        }
        let count = Int.random(in: 1...5, using: &generator)
        for index in 0..<count { text += declaration(index, of: count, &generator) }
        text += service(types: count, &generator)
        return text + comment(&generator)
    }

    private static func declaration(_ index: Int, of count: Int, _ generator: inout SeededGenerator) -> String {
        let body = "T\(index)\(gap(&generator))" + structure(count, depth: 0, &generator)
        let alias = "L\(index)\(gap(&generator))\(["", "= "].randomElement(using: &generator) ?? "")[]T\(index)"
        let isGroup = Bool.random(using: &generator)
        return comment(&generator)
            + (isGroup ? "type (\n\(body)\n\(alias)\n)\n" : "type \(body)\n\(comment(&generator))type \(alias)\n")
    }

    private static func structure(_ types: Int, depth: Int, _ generator: inout SeededGenerator) -> String {
        var text = "{" + (Bool.random(using: &generator) ? " // open\n" : "\n")
        for index in 0..<Int.random(in: 0...4, using: &generator) {
            text += comment(&generator) + "F\(index)\(gap(&generator))" + type(types, depth: depth, &generator)
            if Bool.random(using: &generator) {
                text += gap(&generator) + "`json:\"f\(index)\(option(&generator))\" x:\"y\"`"
            }
            text +=
                [" // behind\n", "\n", "\n\n\n", " /* a */ /* b */\n", " /* a\nb */\n"].randomElement(using: &generator)
                ?? ""
        }
        return text + comment(&generator) + "}"
    }

    private static func type(_ types: Int, depth: Int, _ generator: inout SeededGenerator) -> String {
        let inner =
            depth < 3 ? { (generator: inout SeededGenerator) in type(types, depth: depth + 1, &generator) } : nil
        switch (Int.random(in: 0...7, using: &generator), inner) {
        case (0, let inner?): return "[]" + gap(&generator, canBeEmpty: true) + inner(&generator)
        case (1, let inner?): return "map[string]" + inner(&generator)
        case (2, let inner?): return "[3]" + inner(&generator)
        case (3, _) where depth < 3: return structure(types, depth: depth + 1, &generator)
        case (4, _): return "*T\(Int.random(in: 0..<types, using: &generator))"
        case (5, _): return "interface{}"
        case (6, _): return "[ ]L\(Int.random(in: 0..<types, using: &generator))"
        default: return ["int", "string", "any", "float64", "bool"].randomElement(using: &generator) ?? ""
        }
    }

    private static func service(types: Int, _ generator: inout SeededGenerator) -> String {
        var text =
            comment(&generator)
            + "@server (group: g/h\nprefix: /v1 timeout: 3s // t\n)\n\(comment(&generator))service s-api {"
        for index in 0..<Int.random(in: 0...4, using: &generator) {
            text += comment(&generator)
            text += ["", "@doc \"d\" // e\n", "@doc (a: b c\n\nd: `e\nf`)\n"].randomElement(using: &generator) ?? ""
            text += comment(&generator) + "@handler h\(index)\(comment(&generator))\npost\(gap(&generator))/a/b\(index)"
            if Bool.random(using: &generator) { text += " /* r */ (T\(Int.random(in: 0..<types, using: &generator)))" }
            if Bool.random(using: &generator) {
                text +=
                    comment(&generator)
                    + "\nreturns\(comment(&generator))([]*L\(Int.random(in: 0..<types, using: &generator)))"
            }
            text += ["\n", ";\n", " // s\n"].randomElement(using: &generator) ?? ""
        }
        return text + comment(&generator) + "}\n"
    }

    /// Nothing, or comments between lines.
    private static func comment(_ generator: inout SeededGenerator) -> String {
        [
            "", "", "", "\n// one\n", "\n\n// one\n\n// two\n", "\n/* b */", "\n/*\n   * c\n*/\n",
            "\n  /* d\n  e */ // f\n\n",
        ]
        .randomElement(using: &generator) ?? ""
    }

    /// Space inside a line.
    private static func gap(_ generator: inout SeededGenerator, canBeEmpty: Bool = false) -> String {
        let gaps = [" ", "\t", "   ", " /* g */ ", canBeEmpty ? "" : " "]
        return gaps.randomElement(using: &generator) ?? " "
    }

    private static func option(_ generator: inout SeededGenerator) -> String {
        [",optional", ",omitempty", ""].randomElement(using: &generator) ?? ""
    }
}
