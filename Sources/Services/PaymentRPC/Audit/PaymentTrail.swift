/// Follows a payment's history, entry by entry, from its making to where it ends.
struct PaymentTrail {
    private var last: Int64?
    private var problem: String?

    /// Takes the next entry; `from` is `nil` where the payment was made.
    mutating func step(from: Int64?, to: Int64) {
        if problem == nil { problem = Self.problem(after: last, from: from, to: to) }
        last = to
    }

    /// What is wrong with the history of a payment that has this status now; `nil` where it leads there.
    func problem(endingIn status: PayStatus) -> String? {
        guard let last else { return "nothing records how the payment came to be" }
        if let problem { return problem }
        guard last == status.rawValue else {
            return "the history ends with the payment \(Self.words(last)), and it is \(status.words)"
        }
        return nil
    }

    private static func problem(after last: Int64?, from: Int64?, to: Int64) -> String? {
        guard let from else {
            if last != nil { return "the history has the payment made twice" }
            return to == PayStatus.unpaid.rawValue ? nil : "the history has the payment made as \(words(to))"
        }
        let change = "the history goes from \(words(from)) to \(words(to))"
        guard let last else { return "\(change) before the payment was made" }
        guard from == last else { return "\(change) where the payment was \(words(last))" }
        switch (PayStatus(rawValue: from), PayStatus(rawValue: to)) {
        case (.unpaid, .failed), (.unpaid, .paid), (.failed, .paid), (.paid, .refunded): return nil
        default: return "\(change), which is not allowed"
        }
    }

    private static func words(_ status: Int64) -> String {
        PayStatus(rawValue: status)?.words ?? "the status \(status)"
    }
}
