public import GRPCCore

extension RPCError.Code {
    /// Whether an answer with this status says that the server did not do its part, and not that the caller asked for
    /// something that it cannot have. A breaker and a balancer count by it; the statuses are those of go-zero.
    public var isFailureOfServer: Bool {
        switch self {
        case .deadlineExceeded, .internalError, .unavailable, .dataLoss, .unimplemented, .resourceExhausted: true
        default: false
        }
    }
}
