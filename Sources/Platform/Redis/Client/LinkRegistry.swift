import Synchronization

/// The links that come and go while a client lives, to be closed with it.
final class LinkRegistry: Sendable {
    private struct State {
        var links: [ObjectIdentifier: RedisLink] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

    /// Returns whether the link was taken; a client that was shut down takes none.
    func add(_ link: RedisLink) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.links[ObjectIdentifier(link)] = link
            return true
        }
    }

    /// Closes a link and forgets it.
    func close(_ link: RedisLink, _ error: RedisError) {
        let known = state.withLock { $0.links.removeValue(forKey: ObjectIdentifier(link)) }
        known?.close(error)
    }

    /// Another server has become the primary: has each link go there; the connections of single callers end.
    func move(to address: RedisAddress) {
        for link in state.withLock({ Array($0.links.values) }) { link.move(to: address) }
    }

    /// Ends all links and takes no more.
    func closed(_ error: RedisError) async {
        let links = state.withLock { state in
            state.isClosed = true
            defer { state.links = [:] }
            return Array(state.links.values)
        }
        for link in links { await link.closed(error) }
    }
}
