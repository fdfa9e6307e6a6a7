public import GRPCCore
import GRPCProtobuf

extension ServiceError: RPCErrorConvertible {
    public var rpcErrorCode: RPCError.Code { code.kind.rpcCode }

    public var rpcErrorMessage: String { message }

    /// `google.rpc.Status` with an `ErrorInfo`, whose metadata carries the error's own `code` and `kind`.
    public var rpcErrorMetadata: Metadata {
        RPCError(
            GoogleRPCStatus(
                code: rpcErrorCode, message: message,
                details: .errorInfo(
                    reason: code.reason, domain: Self.domain,
                    metadata: ["code": String(code.number), "kind": code.kind.rawValue]))
        ).metadata
    }

    public var rpcErrorCause: (any Error)? { cause }

    /// Our name in `google.rpc.ErrorInfo`.
    static let domain = "sojourn"

    /// The error that another service answered with; of kind `unavailable`, `timedOut` and so on by the status where
    /// it is not one of ours.
    public init(_ error: RPCError) {
        // Details that cannot be read are no reason to hide the status itself.
        let info = (try? error.unpackGoogleRPCStatus())?.details.lazy.compactMap(\.errorInfo).first
        if let info, info.domain == Self.domain, let number = info.metadata["code"].flatMap({ Int($0) }),
            let kind = info.metadata["kind"].flatMap(Kind.init)
        {
            self.init(Code(number, info.reason, kind), error.message)
            return
        }
        switch error.code {
        case .invalidArgument: self.init(.parameter, error.message, cause: error)
        case .notFound: self.init(.notFound, "not found", cause: error)
        case .failedPrecondition, .alreadyExists, .aborted: self.init(.conflict, "not in this state", cause: error)
        case .unauthenticated: self.init(.tokenInvalid, "sign in first", cause: error)
        case .permissionDenied: self.init(.forbidden, "not allowed", cause: error)
        case .unavailable: self.init(.unavailable, "a service is not available, try again", cause: error)
        case .deadlineExceeded: self.init(.timedOut, "a service took too long, try again", cause: error)
        case .resourceExhausted: self.init(.rateLimited, "too many requests, try again later", cause: error)
        default: self.init(.server, "internal error", cause: error)
        }
    }
}

extension ServiceError.Kind {
    var rpcCode: RPCError.Code {
        switch self {
        case .badInput, .unsupported, .keyReused: .invalidArgument
        case .unauthenticated: .unauthenticated
        case .forbidden: .permissionDenied
        case .notFound: .notFound
        case .conflict: .failedPrecondition
        case .tooLarge, .rateLimited: .resourceExhausted
        case .unavailable: .unavailable
        case .timedOut, .tooSlow: .deadlineExceeded
        case .internalError: .internalError
        }
    }
}
