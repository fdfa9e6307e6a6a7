/// A node's answer that another node is responsible.
enum Redirection: Hashable {
    /// The slot has moved for good.
    case moved(HashSlot, to: RedisAddress)
    /// The slot is moving; this one command should be asked of the other node.
    case ask(RedisAddress)

    /// `MOVED 3999 127.0.0.1:6381` or `ASK 3999 127.0.0.1:6381`; `nil` for any other error.
    ///
    /// - Parameter server: who answered; an address without a host is on the same one.
    init?(_ error: RedisServerError, from server: RedisAddress) {
        let parts = error.message.split(separator: " ")
        guard parts.count == 3, let slot = Int(parts[1]).flatMap(HashSlot.init),
            let colon = parts[2].lastIndex(of: ":"),
            let port = Int(parts[2][parts[2].index(after: colon)...]), (1...65535).contains(port)
        else { return nil }
        let address = SlotMap.address(String(parts[2][..<colon]), port, seenFrom: server)
        switch parts[0] {
        case "MOVED": self = .moved(slot, to: address)
        case "ASK": self = .ask(address)
        default: return nil
        }
    }
}
