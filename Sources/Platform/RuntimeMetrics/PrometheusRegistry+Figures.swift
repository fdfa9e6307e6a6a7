public import Cache
public import PrometheusMetrics

extension PrometheusRegistry {
    /// Has a cache's statistics read at each scrape.
    /// - Parameter cache: what the label `cache` says.
    public func addCacheMetrics(_ cache: String, _ statistics: @escaping @Sendable () -> CacheStatistics) {
        add { cacheFamilies(cache, statistics()) }
    }

    /// Has the number of log lines that could not be written read at each scrape.
    public func addLostLogLines(_ count: @escaping @Sendable () -> Int) {
        add {
            [.counter("log_lines_lost_total", Double(count()), help: "Log lines that could not be written.")]
        }
    }
}

private func cacheFamilies(_ cache: String, _ statistics: CacheStatistics) -> [MetricFamily] {
    func counter(_ name: String, _ count: Int, _ help: String) -> MetricFamily {
        .counter(name, [([("cache", cache)], Double(count))], help: help)
    }
    return [
        counter("cache_hits_total", statistics.hits, "Calls that were answered with what a cache had."),
        counter("cache_joins_total", statistics.joins, "Callers that shared a load that was under way."),
        counter("cache_loads_total", statistics.loads, "Values that had to be loaded."),
        counter("cache_evictions_total", statistics.evictions, "Values that made room for others."),
        counter("cache_errors_total", statistics.errors, "Times that the store of a cache could not be used."),
    ]
}
