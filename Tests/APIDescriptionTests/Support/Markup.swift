/// The tags of a page, to see that it is well-formed and what it refers to.
struct Markup {
    private(set) var ids: [String] = []
    /// The values of all attributes that can load something.
    private(set) var links: [String] = []
    /// What is wrong with the nesting, if anything.
    private(set) var faults: [String] = []
    private(set) var elements: Set<String> = []

    init(_ page: String) {
        let style = page.firstRange(of: "<style>")!.upperBound..<page.firstRange(of: "</style>")!.lowerBound
        var open: [String] = []
        for match in page.matches(of: /<(\/?)([a-z0-9!A-Z]+)((?:\s[^<>]*)?)>/)
        where !style.contains(match.range.lowerBound) {
            let name = String(match.2)
            if ["meta", "link", "!DOCTYPE"].contains(name) { continue }
            elements.insert(name)
            if match.1.isEmpty {
                open.append(name)
                readAttributes(match.3)
            } else if open.popLast() != name {
                faults.append("</\(name)> at \(page.distance(from: page.startIndex, to: match.range.lowerBound))")
            }
        }
        if !open.isEmpty { faults.append("not closed: \(open)") }
    }

    private mutating func readAttributes(_ text: Substring) {
        for match in text.matches(of: /\s([a-z-]+)="([^"]*)"/) {
            switch match.1 {
            case "id": ids.append(String(match.2))
            case "href", "src", "action", "srcset", "data": links.append(String(match.2))
            case "style", "onclick": faults.append(String(match.0))
            default: break
            }
        }
    }
}
