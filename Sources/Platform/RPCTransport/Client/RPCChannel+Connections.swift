import GRPCCore
import Logging
import NIOCore
import Resilience
import ServiceLifecycle
import Synchronization

extension RPCChannel {
    /// Finds the servers, and keeps looking where they are found by name.
    func findServers() async {
        switch endpoint {
        case .servers(let servers): take(servers)
        case .name:
            repeat { await lookUpServers() } while await pause(options.lookUpEvery)
        }
    }

    /// Looks the name up, unless that is being done.
    private func lookUpServers() async {
        guard case .name(let name) = endpoint else { return }
        let isFirst = state.withLock { state in
            defer { state.isLookingUp = true }
            return !state.isLookingUp
        }
        guard isFirst else { return }
        defer { state.withLock { $0.isLookingUp = false } }
        do {
            let servers = try await lookUp(name)
            guard !servers.isEmpty else { throw NameLookup.Failure(description: "\(name.host): no addresses") }
            take(servers)
        } catch {
            logger.warning("servers cannot be looked up", metadata: ["error": "\(error)"])
            change { $0.lookupFailed(.unsent("\(name.host) cannot be looked up", cause: error)) }
        }
    }

    private func take(_ servers: [HostAndPort]) {
        let (added, removed) = change { $0.update(servers) }
        for connection in removed { connection.drain() }
        for peer in added { commands.continuation.yield(.connect(peer: peer)) }
    }

    /// Keeps a connection to a server as long as it is one of the servers.
    func keepConnected(_ peer: Int) async {
        await withDiscardingTaskGroup { group in
            let backoff = Backoff(first: .milliseconds(50), longest: options.longestBackoff)
            var failures = 0
            while let server = state.withLock({ $0.phase == .active ? $0.peers.server(peer) : nil }) {
                let started = ContinuousClock.now
                do {
                    let connection = try await cancelWhenGracefulShutdown { try await self.connect(to: server) }
                    guard add(connection, of: peer) else { return }
                    logger.debug("connected", metadata: ["server": "\(server)"])
                    group.addTask {
                        await connection.untilClosed()
                        self.remove(connection)
                    }
                    await connection.untilClosing()
                    change { $0.disconnected(peer) }
                    // A connection that lasted is made again at once.
                    if started.duration(to: .now) > options.longestBackoff {
                        failures = 0
                        continue
                    }
                } catch {
                    let failure = error as? CallFailure ?? .unsent("cannot connect to \(server)", cause: error)
                    if change({ $0.failed(peer, failure) }) {
                        let reason = failure.error.cause ?? failure.error
                        logger.warning("cannot connect", metadata: ["server": "\(server)", "error": "\(reason)"])
                    }
                    await lookUpServers()
                }
                failures += 1
                guard await pause(backoff.pause(afterFailures: failures)) else { return }
            }
        }
    }

    private func connect(to server: HostAndPort) async throws(CallFailure) -> ClientConnection {
        let authority: HostAndPort
        switch endpoint {
        case .servers: authority = server
        case .name(let name): authority = name
        }
        return try await ClientConnection.connect(
            to: server, authority: authority, tls: options.tls, keepalive: Keepalive(every: options.keepalive),
            patience: options.connectTimeout, on: eventLoops.next())
    }

    /// - Returns: whether the server is still wanted; if not, the connection is ended.
    private func add(_ connection: ClientConnection, of peer: Int) -> Bool {
        let isWanted = change { $0.connected(peer, connection) }
        let isActive = state.withLock { state in
            state.connections[ObjectIdentifier(connection)] = connection
            return state.phase == .active
        }
        if !isWanted || !isActive { connection.drain() }
        return isWanted
    }

    private func remove(_ connection: ClientConnection) {
        state.withLock { $0.connections[ObjectIdentifier(connection)] = nil }
    }

    /// - Returns: whether to go on: `false` where the process is stopping.
    private func pause(_ duration: Duration) async -> Bool {
        do {
            try await cancelWhenGracefulShutdown { try await Task.sleep(for: duration) }
            return !Task.isCancelled
        } catch {
            return false
        }
    }
}
