import Synchronization

/// Does work once for all who ask for it at the same time.
///
///     let keys = SingleFlight<URL, KeySet>()
///     let set = try await keys.value(for: url) { url in try await download(url) }
///
/// Nothing is kept: who asks after the work has ended has it done again.
public final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let flights = Mutex(Flights<Key, Value>())

    public init() {}

    /// What the work finds, done by one of those who ask for the same key at the same time.
    ///
    /// - Parameter work: where the caller that does it is cancelled, one of those who wait does it in its stead.
    /// - Throws: what `work` throws, or `CancellationError` where the caller was cancelled while it waited.
    public func value(for key: Key, _ work: @Sendable (Key) async throws -> Value) async throws -> Value {
        let (flight, isLeader) = flights.withLock { $0.join(key) }
        return try await flight.value(isLeader: isLeader) { _ in
            flights.withLock { _ = $0.end(flight, key) }
        } work: {
            try await work(key)
        }
    }

    /// Has the next caller begin anew: what is under way was asked for before something changed.
    public func forget(_ key: Key) {
        flights.withLock { $0.forget(key) }
    }
}
