import Synchronization

extension PrometheusRegistry {
    /// Has figures that somebody else keeps, such as the process's memory, read when they are asked for.
    ///
    /// - Parameter collect: reads them, on the thread of the scrape, so that it must be quick. Metrics whose name has been
    ///   recorded here are left out; those of the same name and kind from several collectors become one.
    public func add(collector collect: @escaping @Sendable () -> [MetricFamily]) {
        state.withLock { $0.collectors.append(collect) }
    }
}

extension [MetricFamily] {
    /// These and the collected ones, sorted by name. Of two that are at odds the first is kept.
    func merged(with collected: [MetricFamily]) -> [MetricFamily] {
        let recorded = Set(flatMap { $0.kind.takenNames($0.name) })
        var byName: [String: MetricFamily] = [:]
        for family in collected where recorded.isDisjoint(with: family.kind.takenNames(family.name)) {
            guard let known = byName[family.name] else {
                byName[family.name] = family
                continue
            }
            guard known.kind == family.kind else { continue }
            let labels = Set(known.series.map(\.labels))
            byName[family.name]?.series += family.series.filter { !labels.contains($0.labels) }
        }
        for name in byName.keys { byName[name]?.series.sort { $0.labels < $1.labels } }
        return (self + byName.values).sorted { $0.name < $1.name }
    }
}
