extension PrometheusRegistry {
    /// Which metrics there are. Their values are not in here.
    struct State {
        /// By exposed name.
        var families: [String: Family] = [:]
        /// What each metric is for, by either of its names.
        var help: [String: String] = [:]
        /// Those who read figures that are kept elsewhere.
        var collectors: [@Sendable () -> [MetricFamily]] = []
        /// Every name in use, and the metric that it belongs to.
        private var owners: [String: String] = [:]
        /// The requests for a name of another type that were logged.
        private var refused: Set<Refusal> = []

        private struct Refusal: Hashable {
            let name: String
            let kind: MetricFamily.Kind
        }

        /// The series of one name.
        struct Family {
            let name: MetricName
            let kind: MetricFamily.Kind
            /// The label by which it was asked for first.
            let label: String
            var series: [LabelText: any MetricSeries] = [:]
        }

        enum Search<Series: MetricSeries>: Sendable {
            case found(Series)
            /// The first of the label sets that are too many.
            case overflowing(Series)
            /// - Parameter isFirst: whether the same refusal was not met before.
            case taken(by: MetricFamily.Kind, name: String, isFirst: Bool)
        }

        /// Finds a series, or makes it.
        mutating func series<Series: MetricSeries>(
            _ name: MetricName, label: String, labels: LabelText, limit: Int, make: (SeriesID) -> Series
        ) -> Search<Series> {
            if let owner = owner(of: name, as: Series.kind) {
                let isFirst = refused.insert(Refusal(name: name.exposed, kind: Series.kind)).inserted
                return .taken(by: owner.kind, name: owner.name.exposed, isFirst: isFirst)
            }
            // A metric's series are all of the type that its kind has.
            if let series = families[name.exposed]?.series[labels] as? Series { return .found(series) }
            let isFull = families[name.exposed].map { $0.series.count >= limit } ?? false
            if isFull, let overflow = families[name.exposed]?.series[.overflow] as? Series { return .found(overflow) }

            let series = make(SeriesID(name: name.exposed, labels: isFull ? .overflow : labels))
            add(series, to: name, label: label)
            return isFull ? .overflowing(series) : .found(series)
        }

        private mutating func add<Series: MetricSeries>(_ series: Series, to name: MetricName, label: String) {
            let new = Family(name: name, kind: Series.kind, label: label)
            families[name.exposed, default: new].series[series.id.labels] = series
            for taken in Series.kind.takenNames(name.exposed) { owners[taken] = name.exposed }
        }

        /// The metric that has one of the names already, unless it is the one that is looked for.
        private func owner(of name: MetricName, as kind: MetricFamily.Kind) -> Family? {
            kind.takenNames(name.exposed).lazy.compactMap { families[owners[$0] ?? ""] }
                .first { $0.name.exposed != name.exposed || $0.kind != kind }
        }

        /// Forgets a series, and its metric with the last one. The series that is shared by those that were too many
        /// stays.
        mutating func remove(_ series: any MetricSeries) {
            let id = series.id
            guard id.labels != .overflow, families[id.name]?.series[id.labels] === series else { return }
            families[id.name]?.series[id.labels] = nil
            guard let family = families[id.name], family.series.isEmpty else { return }
            families[id.name] = nil
            for taken in family.kind.takenNames(id.name) { owners[taken] = nil }
        }
    }
}
