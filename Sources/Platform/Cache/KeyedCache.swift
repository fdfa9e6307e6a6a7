/// Values by key, wherever they are kept: ``Cache`` keeps them in this process.
///
/// Callers of one process that ask for the same key at the same time share one load; that a key has no value is
/// remembered too; and no call that begins after a removal gets what was loaded before it.
public protocol KeyedCache<Key, Value>: Sendable {
    associatedtype Key: Hashable & Sendable
    associatedtype Value: Sendable

    /// The key's value, loaded where the cache has none that is good.
    ///
    /// - Parameter load: finds the value, `nil` where the key has none.
    /// - Throws: what `load` throws, or `CancellationError` where the caller was cancelled while it waited. That the store
    ///   of a cache is away is no error: the value is then loaded.
    func value(for key: Key, load: @Sendable (Key) async throws -> Value?) async throws -> Value?

    /// Forgets a key, whose value has changed.
    /// - Throws: where it is not known whether others have forgotten it too. They do when its time is over.
    func remove(_ key: Key) async throws

    /// Forgets all.
    /// - Throws: as ``remove(_:)``.
    func removeAll() async throws

    /// How often the cache could help.
    var statistics: CacheStatistics { get }
}

extension Cache: KeyedCache {}
