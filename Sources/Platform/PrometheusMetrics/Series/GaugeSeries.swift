import CoreMetrics

/// A number that rises and falls.
final class GaugeSeries: MetricSeries, MeterHandler, RecorderHandler {
    static let kind = MetricFamily.Kind.gauge

    let id: SeriesID
    private let current = AtomicDouble()

    init(_ id: SeriesID) {
        self.id = id
    }

    var value: MetricFamily.Value { .number(current.value) }

    func set(_ value: Int64) { current.store(Double(value)) }
    func set(_ value: Double) { current.store(value) }

    func record(_ value: Int64) { set(value) }
    func record(_ value: Double) { set(value) }

    /// An amount that is not finite is ignored: the next one could not bring the gauge back.
    func increment(by amount: Double) {
        guard amount.isFinite else { return }
        current.add(amount)
    }

    func decrement(by amount: Double) { increment(by: -amount) }
}
