/// The order in which a worker looks into its queues, drawn anew for each look.
struct QueueOrder: Sendable {
    private let queues: [(name: String, weight: Int)]
    /// By falling weight.
    private let names: [String]
    private let isStrict: Bool

    init(weights: [String: Int], isStrict: Bool) {
        queues = weights.map { ($0.key, $0.value) }.sorted { ($1.weight, $0.name) < ($0.weight, $1.name) }
        names = queues.map(\.name)
        self.isStrict = isStrict
    }

    /// The queues by falling weight where the order is strict. Otherwise a random order, in which each place goes to
    /// one of the queues left in proportion to its weight.
    func next(using generator: inout some RandomNumberGenerator) -> [String] {
        guard !isStrict, queues.count > 1 else { return names }
        var left = queues
        var total = left.reduce(0) { $0 + $1.weight }
        var order: [String] = []
        order.reserveCapacity(left.count)
        while left.count > 1 {
            var ticket = Int.random(in: 0..<total, using: &generator)
            let index = left.firstIndex { queue in
                ticket -= queue.weight
                return ticket < 0
            }!
            let queue = left.remove(at: index)
            total -= queue.weight
            order.append(queue.name)
        }
        order.append(left[0].name)
        return order
    }
}
