import Metrics
import Synchronization

/// What is counted of a route's requests, under go-zero's names.
///
/// The series of a status are made when it is first answered with, and kept: recording finds them in a list of the few
/// that a route has.
final class RouteFigures: Sendable {
    private struct Series {
        let status: Int
        let duration: Timer
        let count: Counter
    }

    private let labels: [(String, String)]
    private let factory: any MetricsFactory
    private let series = Mutex<[Series]>([])
    private let bytes: Recorder

    /// - Parameter route: its pattern, never a request's own path: each label costs memory here and in Prometheus.
    init(method: String, route: String, factory: any MetricsFactory) {
        labels = [("path", route), ("method", method)]
        self.factory = factory
        bytes = Recorder(
            label: "http_server_response_size_bytes", dimensions: labels, aggregate: true, factory: factory)
    }

    /// - Parameter bytes: the size of the answer's body before it was compressed, where it is known.
    func record(status: Int, nanoseconds: Int64, bytes: Int?) {
        let (duration, count) = series.withLock { series in
            for known in series where known.status == status { return (known.duration, known.count) }
            let new = make(status)
            series.append(new)
            return (new.duration, new.count)
        }
        duration.recordNanoseconds(nanoseconds)
        count.increment()
        if let bytes { self.bytes.record(Int64(bytes)) }
    }

    private func make(_ status: Int) -> Series {
        let labels = labels + [("code", String(status))]
        return Series(
            status: status,
            duration: Timer(
                label: "http_server_requests_duration_ms", dimensions: labels, preferredDisplayUnit: .milliseconds,
                factory: factory),
            count: Counter(label: "http_server_requests_code_total", dimensions: labels, factory: factory))
    }
}
