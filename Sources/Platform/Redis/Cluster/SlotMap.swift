/// Which primary of a cluster owns which slots.
struct SlotMap: Sendable, Hashable {
    /// The primaries, each once, in the order of their slots.
    private(set) var primaries: [RedisAddress] = []
    /// For each slot the position of its primary, or -1 where none owns it.
    private var owners = [Int16](repeating: -1, count: HashSlot.count)

    init() {}

    /// Reads the reply to `CLUSTER SLOTS`: for each range of slots its first, its last, and its nodes, the primary
    /// first, each with host and port before what else is told of it.
    ///
    /// - Parameter server: who was asked; a node without a host is where the answer came from.
    /// - Throws: ``RedisError`` where the reply is no such list.
    init(_ reply: RESPValue, from server: RedisAddress) throws(RedisError) {
        guard let ranges = reply.array else { throw Self.malformed(server) }
        for range in ranges {
            guard let parts = range.array, parts.count >= 3, let first = parts[0].int, let last = parts[1].int,
                0 <= first, first <= last, last < HashSlot.count, let node = parts[2].array, node.count >= 2,
                let port = node[1].int, (1...65535).contains(port)
            else { throw Self.malformed(server) }
            let owner = position(of: Self.address(node[0].string, Int(port), seenFrom: server))
            for slot in Int(first)...Int(last) { owners[slot] = owner }
        }
    }

    /// The primary that owns a slot.
    func owner(of slot: HashSlot) -> RedisAddress? {
        let owner = owners[slot.number]
        return owner < 0 ? nil : primaries[Int(owner)]
    }

    /// A node said that another one owns a slot now.
    mutating func assign(_ slot: HashSlot, to address: RedisAddress) {
        owners[slot.number] = position(of: address)
    }

    /// An address as a node gives it; a missing host stands for the host of the node that gives it.
    static func address(_ host: String?, _ port: Int, seenFrom server: RedisAddress) -> RedisAddress {
        if let host, !host.isEmpty, host != "?" { return .host(host, port: port) }
        guard case .host(let host, _) = server else { return .host("127.0.0.1", port: port) }
        return .host(host, port: port)
    }

    private mutating func position(of address: RedisAddress) -> Int16 {
        if let known = primaries.firstIndex(of: address) { return Int16(known) }
        primaries.append(address)
        return Int16(primaries.count - 1)
    }

    private static func malformed(_ server: RedisAddress) -> RedisError {
        RedisError(.protocolViolation, "\(server) answered CLUSTER SLOTS with something else")
    }
}
