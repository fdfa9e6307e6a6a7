/// The work that is under way, by key.
///
/// A value, for whoever decides under a lock of its own what work there is to do, as a cache does. Others use
/// ``SingleFlight``.
public struct Flights<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var flights: [Key: Flight<Value>] = [:]

    public init() {}

    /// The flight of a key, made where there is none.
    /// - Returns: the flight, and whether it is for the caller to lead.
    public mutating func join(_ key: Key) -> (flight: Flight<Value>, isLeader: Bool) {
        if let flight = flights[key] { return (flight, false) }
        let flight = Flight<Value>()
        flights[key] = flight
        return (flight, true)
    }

    /// Ends a flight: who comes later does not join it.
    /// - Returns: whether it was the key's, and so was not forgotten meanwhile.
    public mutating func end(_ flight: Flight<Value>, _ key: Key) -> Bool {
        guard flights[key] === flight else { return false }
        flights[key] = nil
        return true
    }

    /// Lets nobody join the key's flight any more. Those who did are not disturbed.
    public mutating func forget(_ key: Key) {
        flights[key] = nil
    }

    /// Lets nobody join any flight that is under way.
    public mutating func forgetAll() {
        flights = [:]
    }
}
