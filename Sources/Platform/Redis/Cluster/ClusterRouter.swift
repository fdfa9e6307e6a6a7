/// Sends commands to the nodes that their keys are on, and follows them when they move.
final class ClusterRouter: Sendable {
    /// How often one command is sent before an answer that it should go elsewhere, or come later, is believed.
    private static let maxAttempts = 8
    /// The pause before a command is tried again that came at a bad moment; doubled each time.
    private static let firstPause = Duration.milliseconds(10)

    let nodes: ClusterNodes
    let topology: ClusterTopology

    init(nodes: ClusterNodes, topology: ClusterTopology) {
        self.nodes = nodes
        self.topology = topology
    }

    /// Sends a request to the node that it belongs to, and hands over what came of it.
    func result(of request: ClusterRequest) async -> Result<RESPValue, RedisError> {
        do throws(RedisError) {
            return .success(try await reply(to: request))
        } catch {
            return .failure(error)
        }
    }

    /// Sends a request to where it belongs. An error reply is a value, also a redirection that leads nowhere.
    nonisolated(nonsending) func reply(to request: ClusterRequest) async throws(RedisError) -> RESPValue {
        let slot = try request.slot()
        var asked: RedisAddress?
        var last = RESPValue.null
        for attempt in 0..<Self.maxAttempts {
            let address: RedisAddress
            if let asked { address = asked } else { address = try await topology.owner(of: slot) }
            guard let value = try await send(request, to: address, asking: asked != nil, slot) else { continue }
            guard case .error(let error) = value else { return value }
            last = value
            asked = nil
            switch Redirection(error, from: address) {
            case .moved(let slot, let address):
                topology.moved(slot, to: address)
                // Nodes send a command to and fro until all of them have heard of the move.
                if attempt > 0 { try await pause(attempt) }
            case .ask(let address): asked = address
            case nil:
                guard error.prefix == "TRYAGAIN" || error.prefix == "CLUSTERDOWN" else { return value }
                try await pause(attempt)
                if error.prefix == "CLUSTERDOWN" { try await topology.refresh() }
            }
        }
        return last
    }

    /// Sends a request to a node. Returns `nil` where the node cannot be reached and the cluster now names another.
    private nonisolated(nonsending) func send(
        _ request: ClusterRequest, to address: RedisAddress, asking: Bool, _ slot: HashSlot?
    ) async throws(RedisError) -> RESPValue? {
        do throws(RedisError) {
            let link = try nodes.link(to: address)
            return try await asking ? request.ask(over: link) : request.send(over: link)
        } catch {
            guard !error.mayHaveRun, error.code == .connectionFailed || error.code == .connectionClosed else {
                throw error
            }
            try await topology.refresh()
            guard try await topology.owner(of: slot) != address else { throw error }
            return nil
        }
    }

    private nonisolated(nonsending) func pause(_ attempt: Int) async throws(RedisError) {
        do {
            try await Task.sleep(for: Self.firstPause * (1 << attempt))
        } catch {
            throw .cancelled(mayHaveRun: false)
        }
    }
}
