import Synchronization

/// Chooses partitions as Kafka's own producers do.
public final class EventPartitioner: Sendable {
    private let turn = Atomic<UInt>(0)

    public init() {}

    /// The partition for a key, or the one whose turn it is where there is no key.
    /// - Parameter count: how many partitions the topic has, at least 1.
    public func partition(for key: String?, of count: Int) -> Int {
        guard let key else {
            return Int(turn.wrappingAdd(1, ordering: .relaxed).oldValue % UInt(count))
        }
        // Kafka drops the sign bit rather than taking the absolute value.
        return Int(Murmur2.hash(Array(key.utf8)) & 0x7fff_ffff) % count
    }
}
