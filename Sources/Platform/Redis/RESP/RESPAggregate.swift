/// An array, set, map, push or attribute whose elements are still coming in.
struct RESPAggregate {
    enum Kind { case array, set, map, push, attribute }

    let kind: Kind
    private(set) var missing: Int
    private var elements: [RESPValue] = []

    /// - Parameter count: how many values belong to it, as claimed by the peer.
    init(_ kind: Kind, count: Int) {
        self.kind = kind
        missing = count
        // A claimed length allocates next to nothing; the array grows with what really comes.
        elements.reserveCapacity(min(count, 64))
    }

    mutating func append(_ value: RESPValue) {
        elements.append(value)
        missing -= 1
    }

    /// The value, once nothing is missing; `nil` for an attribute, which is dropped.
    var value: RESPValue? {
        switch kind {
        case .array: .array(elements)
        case .set: .set(elements)
        case .push: .push(elements)
        case .map:
            .map(
                stride(from: 0, to: elements.count, by: 2).map {
                    RESPPair(key: elements[$0], value: elements[$0 + 1])
                })
        case .attribute: nil
        }
    }
}
