import NIOCore

/// How the servers of a configuration are reached.
enum RedisServers: Sendable {
    /// One server, wherever it is at the moment.
    case single(LinkGroup, any AddressSource)
    case cluster(ClusterRouter)

    init(_ configuration: RedisConfiguration, home: any EventLoop, group: any EventLoopGroup, _ settings: LinkSettings)
    {
        let connections = max(1, configuration.connections)
        let source: any AddressSource
        switch configuration.topology {
        case .standalone(let address):
            source = FixedAddress(address: address)
        case .sentinel(let sentinels, let primary):
            source = SentinelSource(sentinels, primary: primary, settings.forSentinels(configuration))
        case .cluster(let seeds):
            let nodes = ClusterNodes(on: group, connections: connections, settings)
            let topology = ClusterTopology(seeds: seeds, nodes: nodes, on: home, settings)
            self = .cluster(ClusterRouter(nodes: nodes, topology: topology))
            return
        }
        let loops = [home] + (1..<connections).map { _ in group.next() }
        self = .single(LinkGroup(to: source, on: loops, settings), source)
    }

    /// Where a connection goes that works on a key, or, without a key, does what any server can do.
    func source(for key: String?) -> any AddressSource {
        switch self {
        case .single(_, let source): source
        case .cluster(let cluster): ClusterSource(cluster.topology, slot: key.map(HashSlot.init(key:)))
        }
    }

    func closed(_ error: RedisError) async {
        switch self {
        case .single(let links, _): await links.closed(error)
        case .cluster(let cluster): await cluster.nodes.close(error)
        }
    }
}
