import Allocations

/// What one call of something costs.
struct RecordingCost {
    let name: String
    let nanoseconds: String
    /// For a call.
    let allocations: String

    /// Measures `call` over a million calls, after as many that are not counted.
    init(_ name: String, _ call: () -> Void) {
        let count = 1_000_000
        for _ in 0..<count { call() }
        let allocationsBefore = allocation_count()
        let begin = ContinuousClock.now
        for _ in 0..<count { call() }
        let taken = ContinuousClock.now - begin
        let allocated = allocation_count() - allocationsBefore
        self.name = name
        nanoseconds = "\(Int((taken / .nanoseconds(count)).rounded()))"
        allocations = "\(Double(allocated) / Double(count))"
    }
}
