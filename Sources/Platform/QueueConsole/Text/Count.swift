/// A number of things in words: `1 task`, `3 tasks`.
struct Count: CustomStringConvertible {
    var number: Int
    var noun: String

    init(_ number: Int, _ noun: String) {
        self.number = number
        self.noun = noun
    }

    var description: String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
