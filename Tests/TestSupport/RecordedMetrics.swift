public import Metrics
import Synchronization

/// Keeps all that is recorded, by the name and labels of the metric: `name{queue=default,type=t}`.
public final class RecordedMetrics: MetricsFactory {
    private final class Series: CounterHandler, RecorderHandler, TimerHandler, MeterHandler {
        let name: String
        let recorded = Mutex<[Double]>([])

        init(name: String) {
            self.name = name
        }

        private func add(_ next: (_ last: Double) -> Double) {
            recorded.withLock { $0.append(next($0.last ?? 0)) }
        }

        func increment(by amount: Int64) { add { $0 + Double(amount) } }
        func increment(by amount: Double) { add { $0 + amount } }
        func decrement(by amount: Double) { add { $0 - amount } }
        func set(_ value: Int64) { add { _ in Double(value) } }
        func set(_ value: Double) { add { _ in value } }
        func record(_ value: Int64) { add { _ in Double(value) } }
        func record(_ value: Double) { add { _ in value } }
        func recordNanoseconds(_ duration: Int64) { add { _ in Double(duration) } }
        func reset() { add { _ in 0 } }
    }

    private let all = Mutex<[String: Series]>([:])

    public init() {}

    /// The values of a metric, of which a counter's and a meter's are what they stood at; none where it is not there.
    public func values(_ name: String) -> [Double] {
        all.withLock { $0[name] }?.recorded.withLock { $0 } ?? []
    }

    /// The names and labels of all metrics.
    public var names: Set<String> { all.withLock { Set($0.keys) } }

    private func series(_ label: String, _ dimensions: [(String, String)]) -> Series {
        let name = "\(label){\(dimensions.map { "\($0.0)=\($0.1)" }.joined(separator: ","))}"
        return all.withLock { all in
            let series = all[name] ?? Series(name: name)
            all[name] = series
            return series
        }
    }

    private func destroy(_ handler: Any) {
        guard let series = handler as? Series else { return }
        all.withLock { $0[series.name] = nil }
    }

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions)
    }
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions)
    }
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions)
    }
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        series(label, dimensions)
    }
    public func destroyCounter(_ handler: any CounterHandler) { destroy(handler) }
    public func destroyMeter(_ handler: any MeterHandler) { destroy(handler) }
    public func destroyTimer(_ handler: any TimerHandler) { destroy(handler) }
    public func destroyRecorder(_ handler: any RecorderHandler) { destroy(handler) }
}
