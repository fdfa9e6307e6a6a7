/// Finds the name that was probably meant.
enum Suggestion {
    /// In a longer list nobody waits for the search.
    private static let maximalCandidates = 10_000

    /// The most alike of `candidates`, if it is alike enough: at most a third of the letters differ, and at most three.
    static func closest(to name: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.lowercased().utf8)
        guard wanted.count <= 64 else { return nil }
        var best: (distance: Int, name: String)?
        for candidate in candidates.prefix(maximalCandidates) {
            // One who mixes up upper and lower case has made no typing error.
            let letters = Array(candidate.lowercased().utf8)
            let bound = min(3, max(1, max(wanted.count, letters.count) / 3), (best?.distance ?? 4) - 1)
            guard bound >= 0, letters.count <= 64, abs(letters.count - wanted.count) <= bound else { continue }
            let distance = distance(wanted, letters)
            if distance <= bound { best = (distance, candidate) }
        }
        return best?.name
    }

    /// `"; did you mean 'x'?"`, or nothing.
    static func text(for name: String, among candidates: some Sequence<String>) -> String {
        closest(to: name, among: candidates).map { "; did you mean '\($0)'?" } ?? ""
    }

    /// How many letters must be put in, left out or changed, or neighbours swapped (optimal string alignment).
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (i, letter) in left.enumerated() {
            var row = [i + 1]
            for (j, other) in right.enumerated() {
                var cost = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (letter == other ? 0 : 1))
                if i > 0, j > 0, letter == right[j - 1], left[i - 1] == other {
                    cost = min(cost, beforePrevious[j - 1] + 1)
                }
                row.append(cost)
            }
            (beforePrevious, previous) = (previous, row)
        }
        return previous[right.count]
    }
}
