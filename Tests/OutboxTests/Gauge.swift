import Synchronization

/// A number that goes up and down.
final class Gauge: Sendable {
    private let value = Atomic(0)

    @discardableResult
    func add(_ change: Int) -> Int {
        value.wrappingAdd(change, ordering: .relaxed).newValue
    }
}
