import NIOCore
import Synchronization

/// The connections to the nodes of a cluster, made when they are first needed.
final class ClusterNodes: Sendable {
    private struct State {
        var groups: [RedisAddress: LinkGroup] = [:]
        var closed: RedisError?
    }

    private let eventLoopGroup: any EventLoopGroup
    private let settings: LinkSettings
    private let connections: Int
    private let state = Mutex(State())

    /// - Parameter connections: how many to each node.
    init(on eventLoopGroup: any EventLoopGroup, connections: Int, _ settings: LinkSettings) {
        self.eventLoopGroup = eventLoopGroup
        self.connections = connections
        self.settings = settings
    }

    /// The link that takes the next command for a node.
    func link(to address: RedisAddress) throws(RedisError) -> RedisLink {
        let found: Result<LinkGroup, RedisError> = state.withLock { state in
            if let error = state.closed { return .failure(error) }
            if let group = state.groups[address] { return .success(group) }
            let loops = (0..<connections).map { _ in eventLoopGroup.next() }
            let group = LinkGroup(to: FixedAddress(address: address), on: loops, settings)
            state.groups[address] = group
            return .success(group)
        }
        return try found.get().next
    }

    /// Closes the connections to nodes that have left.
    func keep(_ addresses: some Sequence<RedisAddress>) {
        let kept = Set(addresses)
        let left = state.withLock { state in
            let left = state.groups.filter { !kept.contains($0.key) }
            for address in left.keys { state.groups[address] = nil }
            return Array(left)
        }
        for (address, group) in left {
            group.close(RedisError(.connectionClosed, "\(address) is no primary of the cluster any more"))
        }
    }

    func close(_ error: RedisError) async {
        let groups = state.withLock { state in
            state.closed = error
            defer { state.groups = [:] }
            return Array(state.groups.values)
        }
        for group in groups { await group.closed(error) }
    }
}
