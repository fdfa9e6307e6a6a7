import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix

extension DemoClient {
    /// Why there was no answer, in a few words.
    static func reason(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            if let attempt = error.connectionErrors.first { return reason(attempt.error) }
            return "\(error.host) is not a known host"
        case let error as IOError: return String(cString: strerror(error.errnoCode)).lowercased()
        case let error as HTTPClientError: return reason(error)
        case is ChannelError: return tooLate
        default: return "\(error)"
        }
    }

    private static func reason(_ error: HTTPClientError) -> String {
        switch error {
        case .connectTimeout, .deadlineExceeded: tooLate
        case .remoteConnectionClosed: "the connection was closed"
        default: error.description
        }
    }

    private static let tooLate = "no answer within 10 seconds"
}
