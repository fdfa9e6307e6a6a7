/// Names that were given away, none of them twice.
struct UniqueNames: Sendable {
    private var taken: Set<String> = []

    /// The wished name, with a number behind it where it is taken: `list`, `list2`, `list3`.
    mutating func claim(_ wish: String) -> String {
        var name = wish
        var number = 2
        while !taken.insert(name).inserted {
            name = "\(wish)\(number)"
            number += 1
        }
        return name
    }
}
