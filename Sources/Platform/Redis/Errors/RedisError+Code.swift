extension RedisError {
    /// A kind of failure.
    public struct Code: Sendable, Hashable {
        enum Kind: Hashable {
            case connectionFailed, connectionClosed, timedOut, authenticationFailed, protocolViolation
            case serverError(prefix: String)
            case tooManyPending, commandTooLarge, crossSlot, invalidURL, invalidConfiguration, shutDown, cancelled
        }

        let kind: Kind

        /// No connection came about: nobody listens, the name is unknown, TLS failed, the server took too long.
        public static let connectionFailed = Code(kind: .connectionFailed)
        /// The connection ended before the answer came.
        public static let connectionClosed = Code(kind: .connectionClosed)
        /// The answer did not come in time.
        public static let timedOut = Code(kind: .timedOut)
        /// The server refused the user, the password or what the user may do.
        public static let authenticationFailed = Code(kind: .authenticationFailed)
        /// The server sent what is not RESP.
        public static let protocolViolation = Code(kind: .protocolViolation)
        /// As many commands wait as the configuration allows.
        public static let tooManyPending = Code(kind: .tooManyPending)
        /// The command is larger than a server takes (512 MB).
        public static let commandTooLarge = Code(kind: .commandTooLarge)
        /// The keys of one command or pipeline step live on different nodes of a cluster.
        public static let crossSlot = Code(kind: .crossSlot)
        /// The URL is malformed.
        public static let invalidURL = Code(kind: .invalidURL)
        /// A file that the configuration names cannot be used.
        public static let invalidConfiguration = Code(kind: .invalidConfiguration)
        /// The client was shut down.
        public static let shutDown = Code(kind: .shutDown)
        /// The calling task was cancelled.
        public static let cancelled = Code(kind: .cancelled)

        /// The server answered with an error that begins with `prefix`.
        public static func serverError(_ prefix: String) -> Code { Code(kind: .serverError(prefix: prefix)) }

        var isRetryable: Bool {
            switch kind {
            case .connectionFailed, .connectionClosed, .timedOut, .tooManyPending: true
            case .serverError(let prefix): Self.passingPrefixes.contains(prefix)
            case .authenticationFailed, .protocolViolation, .commandTooLarge, .crossSlot, .invalidURL,
                .invalidConfiguration, .shutDown, .cancelled:
                false
            }
        }

        /// Conditions that pass: a fail-over, a start, a full memory, a script that runs too long.
        private static let passingPrefixes: Set<String> = [
            "READONLY", "UNBLOCKED", "LOADING", "MASTERDOWN", "TRYAGAIN", "CLUSTERDOWN", "OOM", "BUSY", "NOREPLICAS",
            "MISCONF", "NOSCRIPT", "MOVED", "ASK",
        ]
    }
}

extension RedisError.Code: CustomStringConvertible {
    public var description: String {
        switch kind {
        case .serverError(let prefix): "serverError(\(prefix))"
        default: "\(kind)"
        }
    }
}
