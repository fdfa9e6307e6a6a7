import NIOCore

/// A node of a cluster, asked for anew with each attempt: the one that owns a slot, or any, for what any of them can do.
final class ClusterSource: AddressSource {
    private let topology: ClusterTopology
    private let slot: HashSlot?

    init(_ topology: ClusterTopology, slot: HashSlot?) {
        self.topology = topology
        self.slot = slot
    }

    var description: String { "\(RedisTopology.cluster(topology.known))" }
    var requiresPrimary: Bool { false }

    func address(on eventLoop: any EventLoop) -> EventLoopFuture<RedisAddress> {
        topology.ask(on: eventLoop).flatMapThrowing { [slot] map in
            guard let owner = slot.map({ map.owner(of: $0) }) ?? map.primaries.randomElement() else {
                throw RedisError(.connectionFailed, "no node of the cluster owns slot \(slot?.number ?? 0)")
            }
            return owner
        }
    }
}
