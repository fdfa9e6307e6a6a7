/// Follows an order's history, entry by entry, from its placing to where it ends.
struct HistoryTrail {
    private var last: Int64?
    private var entries: Int64 = 0
    private var problem: String?

    /// Takes the next entry; `from` is `nil` where the order was placed.
    mutating func step(from: Int64?, to: Int64) {
        if problem == nil { problem = Self.problem(after: last, from: from, to: to) }
        last = to
        entries += 1
    }

    /// What is wrong with the history of an order that is in this state now; `nil` where it leads there.
    func problem(endingIn state: Int64, version: Int64) -> String? {
        if TradeState(rawValue: state) == nil { return "the order is in the state \(state), which there is not" }
        guard let last else { return "nothing records how the order came to be" }
        if let problem { return problem }
        guard last == state else {
            return "the history ends with the order \(Self.words(last)), and it is \(Self.words(state))"
        }
        // It is 1 when the order is placed, and grows with each change.
        guard version == entries else {
            return "the order changed \(version - 1) times by its version, and \(entries - 1) times by its history"
        }
        return nil
    }

    private static func problem(after last: Int64?, from: Int64?, to: Int64) -> String? {
        guard let from else {
            if last != nil { return "the history has the order placed twice" }
            return to == TradeState.awaitingPayment.rawValue ? nil : "the history has the order placed as \(words(to))"
        }
        let change = "the history goes from \(words(from)) to \(words(to))"
        guard let last else { return "\(change) before the order was placed" }
        guard from == last else { return "\(change) where the order was \(words(last))" }
        guard let start = TradeState(rawValue: from), let end = TradeState(rawValue: to), start.request(end) == .change
        else { return "\(change), which is not allowed" }
        return nil
    }

    private static func words(_ state: Int64) -> String {
        TradeState(rawValue: state)?.words ?? "in the state \(state)"
    }
}
