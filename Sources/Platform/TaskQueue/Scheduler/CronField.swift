/// The values that one field of a cron spec allows.
struct CronField: Sendable, Hashable {
    /// A bit for each value allowed.
    private var bits: UInt64 = 0
    /// Whether the field is `*` or `?`, alone or among others: it does not restrict the day.
    private(set) var isWildcard = false

    func contains(_ value: Int) -> Bool {
        bits & (1 << UInt64(value)) != 0
    }

    /// What a field may hold.
    struct Bounds: Sendable {
        var name: String
        var range: ClosedRange<Int>
        /// Names for values, lower case.
        var names: [String: Int] = [:]

        static let minute = Bounds(name: "minute", range: 0...59)
        static let hour = Bounds(name: "hour", range: 0...23)
        static let dayOfMonth = Bounds(name: "day of the month", range: 1...31)
        static let month = Bounds(
            name: "month", range: 1...12,
            names: [
                "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
                "nov": 11, "dec": 12,
            ])
        static let dayOfWeek = Bounds(
            name: "day of the week", range: 0...6,
            names: ["sun": 0, "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6])
    }

    /// Reads a list of `*`, `n`, `n-m`, each with an optional `/step`.
    /// - Throws: ``CronProblem``, which names the field.
    init(_ text: Substring, bounds: Bounds) throws(CronProblem) {
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            try add(item, bounds)
        }
    }

    private mutating func add(_ item: Substring, _ bounds: Bounds) throws(CronProblem) {
        let parts = item.split(separator: "/", omittingEmptySubsequences: false)
        let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count <= 2, ends.count <= 2 else {
            throw CronProblem("the \(bounds.name) «\(item)» is not a value, a range or a range with a step")
        }
        var range = bounds.range
        var coversAll = false
        if parts[0] == "*" || parts[0] == "?" {
            coversAll = true
        } else {
            let first = try Self.value(ends[0], item, bounds)
            // `n/step` begins at n and goes on to the field's end.
            let fallback = parts.count == 2 ? bounds.range.upperBound : first
            let last = try ends.count == 2 ? Self.value(ends[1], item, bounds) : fallback
            guard first <= last else {
                throw CronProblem("the \(bounds.name) «\(item)» begins after its end")
            }
            range = first...last
        }
        var step = 1
        if parts.count == 2 {
            guard let number = Self.number(parts[1]), number > 0 else {
                throw CronProblem("the step of the \(bounds.name) «\(item)» is not a positive number")
            }
            step = number
        }
        if coversAll, step == 1 { isWildcard = true }
        for value in stride(from: range.lowerBound, through: range.upperBound, by: step) {
            bits |= 1 << UInt64(value)
        }
    }

    private static func value(
        _ text: Substring, _ item: Substring, _ bounds: Bounds
    ) throws(CronProblem) -> Int {
        guard let value = bounds.names[text.lowercased()] ?? number(text) else {
            throw CronProblem("the \(bounds.name) «\(item)» is not a number")
        }
        guard bounds.range.contains(value) else {
            throw CronProblem(
                "the \(bounds.name) «\(item)» is outside \(bounds.range.lowerBound)…\(bounds.range.upperBound)")
        }
        return value
    }

    private static func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }
}

/// What is wrong with a cron spec.
struct CronProblem: Error {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
