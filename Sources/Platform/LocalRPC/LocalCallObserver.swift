public import GRPCCore

/// Stands around each call of a ``LocalCaller``, to measure and to trace it.
public protocol LocalCallObserver: Sendable {
    /// Runs a call once, and returns what it returned.
    func observe<Contents: Sendable>(
        _ method: MethodDescriptor, _ call: () async -> Result<Contents, RPCError>
    ) async -> Result<Contents, RPCError>
}
