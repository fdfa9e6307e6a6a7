import Logging
import Synchronization

extension PrometheusRegistry {
    /// The counter of a label and dimensions; `nil` where another type has the name.
    func counter(_ label: String, _ dimensions: [(String, String)]) -> CounterSeries? {
        series(.counter(label), label, dimensions) { CounterSeries($0) }
    }

    /// The gauge of a label and dimensions; `nil` where another type has the name.
    func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries? {
        series(.value(label), label, dimensions) { GaugeSeries($0) }
    }

    /// The histogram of a name and dimensions; `nil` where another type has the name.
    func histogram(_ name: MetricName, _ label: String, _ dimensions: [(String, String)]) -> HistogramSeries? {
        series(name, label, dimensions) { id in
            HistogramSeries(
                id, buckets: configuration.buckets(of: name), unit: DurationUnit(suffixOf: name.exposed) ?? .seconds)
        }
    }

    /// Forgets what a handler of this registry recorded. Other handlers are ignored.
    func remove(_ handler: AnyObject) {
        guard let series = handler as? any MetricSeries else { return }
        state.withLock { $0.remove(series) }
    }

    private func series<Series: MetricSeries>(
        _ name: MetricName, _ label: String, _ dimensions: [(String, String)], make: (SeriesID) -> Series
    ) -> Series? {
        let labels = LabelText(dimensions, of: Series.kind)
        let limit = configuration.maximumSeries
        let search = state.withLock {
            $0.series(name, label: label, labels: labels, limit: limit, make: make)
        }
        switch search {
        case .found(let series): return series
        case .overflowing(let series):
            logger.warning(
                "a metric has too many label sets; the further ones are recorded together",
                metadata: ["metric": "\(name.exposed)", "limit": "\(limit)", "first": "\(labels.text)"])
            return series
        case .taken(let kind, let owner, let isFirst):
            if isFirst {
                logger.error(
                    "a metric is not recorded: its name belongs to another",
                    metadata: [
                        "label": "\(label)", "type": "\(Series.kind.rawValue)", "owner": "\(owner)",
                        "ownerType": "\(kind.rawValue)",
                    ])
            }
            return nil
        }
    }
}
