import Logging
import NIOCore
import Synchronization

/// Knows which node owns which slots, and asks the cluster anew when that turns out to be outdated.
final class ClusterTopology: Sendable {
    private typealias Waiter = UnsafeContinuation<Result<Void, RedisError>, Never>

    private struct State {
        var map = SlotMap()
        var isLoaded = false
        var isRefreshing = false
        /// Who waits for the answer, by number.
        var waiters: [UInt64: Waiter] = [:]
        var lastWaiter: UInt64 = 0
        var turn = 0
    }

    private let seeds: [RedisAddress]
    private let nodes: ClusterNodes
    private let eventLoop: any EventLoop
    private let inquiry: Inquiry<SlotMap>
    private let logger: Logger
    private let state = Mutex(State())

    init(seeds: [RedisAddress], nodes: ClusterNodes, on eventLoop: any EventLoop, _ settings: LinkSettings) {
        self.seeds = seeds
        self.nodes = nodes
        self.eventLoop = eventLoop
        logger = settings.logger
        inquiry = Inquiry(command: RedisCommand("CLUSTER", "SLOTS"), settings: settings) {
            reply, server throws(RedisError) in
            let map = try SlotMap(reply, from: server)
            guard !map.primaries.isEmpty else {
                throw RedisError(.connectionFailed, "\(server) knows no node that owns slots")
            }
            return map
        }
    }

    /// The primary that owns a slot; without a slot, any primary, a different one each time.
    nonisolated(nonsending) func owner(of slot: HashSlot?) async throws(RedisError) -> RedisAddress {
        if !state.withLock({ $0.isLoaded }) { try await refresh() }
        let owner = state.withLock { state in
            guard slot == nil else { return slot.flatMap { state.map.owner(of: $0) } }
            state.turn &+= 1
            return state.map.primaries.rotated(by: state.turn).first
        }
        guard let owner else {
            throw RedisError(.serverError("CLUSTERDOWN"), "no node of the cluster owns slot \(slot?.number ?? 0)")
        }
        return owner
    }

    /// A node said where a slot is now. The rest of the map is asked for in the background.
    func moved(_ slot: HashSlot, to address: RedisAddress) {
        state.withLock { $0.map.assign(slot, to: address) }
        begin()
    }

    /// Asks the cluster; those who ask at the same time share one answer.
    nonisolated(nonsending) func refresh() async throws(RedisError) {
        let id = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                state.withLock { $0.waiters[id] = continuation }
                begin()
                // A cancellation that came before found nobody to resume.
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
        try result.get()
    }

    /// All nodes that are known, for what any of them can do.
    var known: [RedisAddress] {
        let primaries = state.withLock { $0.map.primaries }
        return primaries + seeds.filter { !primaries.contains($0) }
    }

    /// Asks the cluster for its slots, for one who wants to know them as they are now.
    func ask(on eventLoop: any EventLoop) -> EventLoopFuture<SlotMap> {
        let turn = state.withLock { state in
            state.turn &+= 1
            return state.turn
        }
        return inquiry.ask(known.rotated(by: turn), on: eventLoop)
    }

    private func begin() {
        let isFirst = state.withLock { state in
            defer { state.isRefreshing = true }
            return !state.isRefreshing
        }
        guard isFirst else { return }
        ask(on: eventLoop).whenComplete(finish)
    }

    private func finish(_ result: Result<SlotMap, any Error>) {
        let outcome = result.map { _ in }.mapError { error in
            error as? RedisError ?? RedisError(.connectionFailed, "the cluster cannot be asked", cause: error)
        }
        let waiters = state.withLock { state in
            if case .success(let map) = result {
                state.map = map
                state.isLoaded = true
            }
            state.isRefreshing = false
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        switch result {
        case .success(let map):
            nodes.keep(map.primaries)
        case .failure(let error):
            logger.warning("no node of the Redis cluster could be asked for its slots", metadata: ["error": "\(error)"])
        }
        for waiter in waiters { waiter.resume(returning: outcome) }
    }

    private func cancel(_ id: UInt64) {
        let waiter = state.withLock { $0.waiters.removeValue(forKey: id) }
        waiter?.resume(returning: .failure(.cancelled(mayHaveRun: false)))
    }
}
