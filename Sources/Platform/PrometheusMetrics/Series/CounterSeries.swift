import CoreMetrics
import Synchronization

/// A number that only rises: integers and fractions are counted apart, so that neither loses the other's precision.
final class CounterSeries: MetricSeries, CounterHandler, FloatingPointCounterHandler {
    static let kind = MetricFamily.Kind.counter

    let id: SeriesID
    private let whole = Atomic<UInt64>(0)
    private let fractional = AtomicDouble()

    init(_ id: SeriesID) {
        self.id = id
    }

    var value: MetricFamily.Value {
        let whole = whole.load(ordering: .relaxed)
        let fractional = fractional.value
        return fractional == 0 ? .count(whole) : .number(Double(whole) + fractional)
    }

    /// A negative amount is ignored: to Prometheus a counter that falls has been restarted.
    func increment(by amount: Int64) {
        guard amount > 0 else { return }
        whole.wrappingAdd(UInt64(amount), ordering: .relaxed)
    }

    /// What is not a finite amount above zero is ignored: the sum could never be right again.
    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        fractional.add(amount)
    }

    func reset() {
        whole.store(0, ordering: .relaxed)
        fractional.store(0)
    }
}
