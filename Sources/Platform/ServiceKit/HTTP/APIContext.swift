public import Hummingbird
import NIOCore
import Resilience

/// What a request carries through the routes.
public struct APIContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The name under which the request is found again, in the answer and in log lines; empty outside of the chain.
    public internal(set) var requestID = ""
    /// When the request came, where it is known; it may have waited for a thread since.
    var arrival: MonotonicTime?
    private let channel: any Channel

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// The address that the connection comes from, a proxy's where there is one; `nil` for what is no Internet address.
    var peerAddress: String? { channel.remoteAddress?.ipAddress }
}
