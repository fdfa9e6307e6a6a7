import GRPCCore

/// The servers of a channel: which there are, which are connected, and whose turn it is.
///
/// A value without effects; what a change asks for, the caller does.
struct PeerSet {
    /// What is known of a server.
    private enum Status {
        /// A connection is being made, and was not refused before: calls wait for it.
        case connecting
        case ready(ClientConnection)
        /// The last attempt failed. Calls fail at once until one succeeds.
        case failed(CallFailure)
    }

    private struct Peer {
        let server: HostAndPort
        var status = Status.connecting
    }

    /// What a call is to do.
    enum Pick {
        case use(ClientConnection)
        /// Servers are being looked for or connected to.
        case wait
        case fail(CallFailure)
    }

    /// By number: a server that goes and comes again is another peer.
    private var peers: [Int: Peer] = [:]
    private var lastPeer = 0
    private var ready: [(id: Int, connection: ClientConnection)] = []
    private var turn = 0
    private var lookupFailure: CallFailure?

    /// The connected server whose turn it is.
    mutating func pick() -> Pick {
        if !ready.isEmpty {
            turn = (turn + 1) % ready.count
            return .use(ready[turn].connection)
        }
        var failure = lookupFailure
        for peer in peers.values {
            switch peer.status {
            case .connecting, .ready: return .wait
            case .failed(let reason): failure = reason
            }
        }
        return failure.map { .fail($0) } ?? .wait
    }

    /// Takes the servers that there are now.
    /// - Returns: the numbers of the new ones, and the connections of those that are gone.
    mutating func update(_ servers: [HostAndPort]) -> (added: [Int], removed: [ClientConnection]) {
        lookupFailure = nil
        let gone = peers.filter { !servers.contains($0.value.server) }.keys
        let removed = ready.filter { gone.contains($0.id) }.map(\.connection)
        for id in gone { remove(id) }
        var added: [Int] = []
        for server in servers where !peers.values.contains(where: { $0.server == server }) {
            lastPeer += 1
            peers[lastPeer] = Peer(server: server)
            added.append(lastPeer)
        }
        return (added, removed)
    }

    /// The servers could not be found; those that were found before are kept.
    mutating func lookupFailed(_ failure: CallFailure) {
        lookupFailure = failure
    }

    /// The address of a peer; `nil` where it is gone.
    func server(_ id: Int) -> HostAndPort? { peers[id]?.server }

    /// - Returns: whether the peer is still there.
    mutating func connected(_ id: Int, _ connection: ClientConnection) -> Bool {
        guard peers[id] != nil else { return false }
        peers[id]?.status = .ready(connection)
        ready.append((id, connection))
        return true
    }

    /// The peer's connection takes no more calls.
    mutating func disconnected(_ id: Int) {
        ready.removeAll { $0.id == id }
        peers[id]?.status = .connecting
    }

    /// A call found that the connection takes no more.
    mutating func retire(_ connection: ClientConnection) {
        guard let id = ready.first(where: { $0.connection === connection })?.id else { return }
        disconnected(id)
    }

    /// - Returns: whether the attempt before had not failed.
    mutating func failed(_ id: Int, _ failure: CallFailure) -> Bool {
        guard let peer = peers[id] else { return false }
        peers[id]?.status = .failed(failure)
        if case .failed = peer.status { return false }
        return true
    }

    private mutating func remove(_ id: Int) {
        peers[id] = nil
        ready.removeAll { $0.id == id }
    }
}
