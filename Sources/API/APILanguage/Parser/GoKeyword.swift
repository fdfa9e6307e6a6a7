/// The words that Go keeps for itself: neither types nor fields can have them as names.
enum GoKeyword {
    static let all: Set<String> = [
        "break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for", "func", "go",
        "goto", "if", "import", "interface", "map", "package", "range", "return", "select", "struct", "switch", "type",
        "var",
    ]
}
