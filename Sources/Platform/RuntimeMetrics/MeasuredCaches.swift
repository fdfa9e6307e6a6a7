public import Cache
public import PrometheusMetrics

/// Caches whose statistics are read at each scrape, with their names as the label `cache`.
public struct MeasuredCaches: CacheProvider {
    private let caches: any CacheProvider
    private let registry: PrometheusRegistry

    /// - Parameter caches: makes the caches.
    public init(_ caches: any CacheProvider, registry: PrometheusRegistry) {
        self.caches = caches
        self.registry = registry
    }

    public func cache<Key: Hashable & Sendable, Value: Sendable>(
        _ name: String, _ limits: CacheLimits, _ encoding: CacheEncoding<Key, Value>
    ) -> any KeyedCache<Key, Value> {
        let cache = caches.cache(name, limits, encoding)
        registry.addCacheMetrics(name) { cache.statistics }
        return cache
    }
}
