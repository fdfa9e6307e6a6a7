import Synchronization

/// Durations in seconds, collected from many tasks, and a signal when enough have come.
final class Samples: Sendable {
    private struct State {
        var values: [Double] = []
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    let expected: Int

    init(expecting expected: Int) {
        self.expected = expected
        state.withLock { $0.values.reserveCapacity(expected) }
    }

    func add(_ value: Double) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.values.append(value)
            guard state.values.count == expected else { return nil }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Returns when as many have come as are expected.
    func waitForAll() async {
        await withCheckedContinuation { continuation in
            let isComplete = state.withLock { state in
                if state.values.count < expected { state.waiter = continuation }
                return state.values.count >= expected
            }
            if isComplete { continuation.resume() }
        }
    }

    /// The first and last, and the quantiles, in milliseconds.
    var figures: [String: Double] {
        let sorted = state.withLock { $0.values.sorted() }
        guard !sorted.isEmpty else { return [:] }
        func quantile(_ share: Double) -> Double {
            sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))] * 1000
        }
        return [
            "first": sorted[0] * 1000, "p50": quantile(0.5), "p99": quantile(0.99),
            "last": sorted[sorted.count - 1] * 1000,
        ]
    }
}
