import NIOCore

extension HTTPServer {
    /// The address cannot be listened on.
    public struct ListenError: Error, Sendable, CustomStringConvertible {
        public let host: String
        public let port: Int
        /// What the system says; `SocketAddressError` where the host is not known.
        public let cause: any Error

        /// The error number, where it is one of the system's.
        public var errorNumber: Int32? { (cause as? IOError)?.errnoCode }

        public var description: String { "cannot listen on \(host):\(port): \(cause)" }
    }
}
