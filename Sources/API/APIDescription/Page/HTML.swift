/// A page in the making. Text and attributes are escaped here and nowhere else.
struct HTML: Sendable {
    private(set) var text = ""

    /// Adds text that is shown as it is.
    mutating func text(_ content: String) {
        text += Self.escaped(content)
    }

    /// Adds an element and what `content` adds in it.
    mutating func element(_ name: String, _ attributes: [(String, String)] = [], _ content: (inout HTML) -> Void) {
        open(name, attributes)
        content(&self)
        text += "</\(name)>"
    }

    /// Adds an element that holds nothing but text.
    mutating func element(_ name: String, _ attributes: [(String, String)] = [], text content: String) {
        element(name, attributes) { $0.text(content) }
    }

    /// Adds an element with a class.
    mutating func element(_ name: String, class style: String, text content: String) {
        element(name, [("class", style)], text: content)
    }

    /// Adds the start of an element; all there is of `meta` and `link`.
    mutating func open(_ name: String, _ attributes: [(String, String)] = []) {
        text += "<\(name)"
        for (key, value) in attributes { text += " \(key)=\"\(Self.escaped(value))\"" }
        text += ">"
    }

    /// Adds markup of our own.
    mutating func markup(_ content: StaticString) {
        text += String(describing: content)
    }

    /// Adds what stands in another piece.
    mutating func append(_ other: HTML) {
        text += other.text
    }

    /// A line break in the page's source.
    mutating func lineBreak() {
        text += "\n"
    }

    /// Text as it stands between tags and in quotes. Control characters, which HTML forbids, become U+FFFD.
    static func escaped(_ content: String) -> String {
        var result = ""
        for scalar in content.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
