import GRPCCore
import Resilience

/// The servers of a channel: which there are, which are connected, and which of them a call is sent to.
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
        /// While it is not connected; what its calls were like does not change with a connection's age.
        var load = PeerLoad()
    }

    private struct ReadyPeer {
        let id: Int
        let connection: ClientConnection
        var load: PeerLoad
    }

    /// The server that a call is sent to.
    struct Choice {
        let connection: ClientConnection
        /// The peer whose load the call counts for, which is to hear of its end; `nil` where there was no other, and so
        /// nothing to weigh.
        let peer: Int?
        let moment: MonotonicTime
    }

    /// What a call is to do.
    enum Pick {
        case use(Choice)
        /// Servers are being looked for or connected to.
        case wait
        case fail(CallFailure)
    }

    /// By number: a server that goes and comes again is another peer.
    private var peers: [Int: Peer] = [:]
    private var lastPeer = 0
    private var ready: [ReadyPeer] = []
    private var draw: PeerDraw
    private var lookupFailure: CallFailure?

    init(draw: PeerDraw = PeerDraw()) {
        self.draw = draw
    }

    /// The less loaded of two connected servers.
    mutating func pick(at now: @autoclosure () -> MonotonicTime = .now) -> Pick {
        if ready.count == 1 {
            return .use(Choice(connection: ready[0].connection, peer: nil, moment: MonotonicTime(nanoseconds: 0)))
        }
        if !ready.isEmpty {
            let moment = now()
            var draw = draw
            let index = draw.index(among: ready.count, at: moment) { ready[$0].load }
            self.draw = draw
            ready[index].load.began(at: moment)
            return .use(Choice(connection: ready[index].connection, peer: ready[index].id, moment: moment))
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

    /// A call has ended.
    /// - Parameter success: whether the server did its part; `nil` where it could not, since the call was given up.
    mutating func ended(_ choice: Choice, success: Bool?, at now: MonotonicTime) {
        guard let id = choice.peer else { return }
        let index = ready.firstIndex { $0.id == id }
        guard var load = index.map({ ready[$0].load }) ?? peers[id]?.load else { return }
        if let success {
            load.ended(after: now - choice.moment, success: success, at: now)
        } else {
            load.abandoned()
        }
        if let index { ready[index].load = load } else { peers[id]?.load = load }
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
        guard let peer = peers[id] else { return false }
        peers[id]?.status = .ready(connection)
        ready.append(ReadyPeer(id: id, connection: connection, load: peer.load))
        return true
    }

    /// The peer's connection takes no more calls.
    mutating func disconnected(_ id: Int) {
        if let index = ready.firstIndex(where: { $0.id == id }) {
            peers[id]?.load = ready.remove(at: index).load
        }
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
