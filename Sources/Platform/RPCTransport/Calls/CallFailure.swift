import GRPCCore

/// Why a call has no answer.
struct CallFailure: Error {
    let error: RPCError
    /// Whether the server certainly did nothing for the call, so that any call may be sent again.
    let isUnprocessed: Bool

    init(_ error: RPCError, isUnprocessed: Bool = false) {
        self.error = error
        self.isUnprocessed = isUnprocessed
    }

    /// The call did not reach a server.
    static func unsent(_ message: String, cause: (any Error)? = nil) -> CallFailure {
        CallFailure(
            RPCError(code: .unavailable, message: message, cause: UnreachedServer(cause: cause)), isUnprocessed: true)
    }

    /// The connection ended while the call was under way: what became of it, nobody knows.
    static func lost(_ cause: (any Error)?) -> CallFailure {
        CallFailure(RPCError(code: .unavailable, message: "the connection was lost", cause: cause))
    }

    static let deadlineExceeded = CallFailure(.deadlineExceeded)
    static let cancelled = CallFailure(RPCError(code: .cancelled, message: "the caller is cancelled"))
}
