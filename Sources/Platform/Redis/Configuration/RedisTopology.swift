/// How the servers stand to each other.
public enum RedisTopology: Sendable, Hashable {
    /// One server.
    case standalone(RedisAddress)
    /// Sentinels, which know the address of the primary called `primary`.
    case sentinel([RedisAddress], primary: String)
    /// Some nodes of a cluster, which know the others.
    case cluster([RedisAddress])
}

extension RedisTopology: CustomStringConvertible {
    public var description: String {
        switch self {
        case .standalone(let address): "\(address)"
        case .sentinel(let addresses, let primary):
            "\"\(primary)\" of the sentinels \(addresses.map(\.description).joined(separator: ", "))"
        case .cluster(let addresses):
            "the cluster at \(addresses.map(\.description).joined(separator: ", "))"
        }
    }
}
