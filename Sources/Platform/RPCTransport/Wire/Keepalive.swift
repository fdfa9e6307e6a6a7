import NIOCore

/// How a silent peer is found out.
struct Keepalive: Sendable {
    /// How long nothing may come before a ping asks.
    let interval: TimeAmount
    /// How long the answer may take.
    let timeout: TimeAmount

    init(every interval: Duration) {
        self.interval = TimeAmount(interval)
        timeout = min(TimeAmount(interval), .seconds(5))
    }

    /// Why a connection was closed.
    struct Silence: Error, CustomStringConvertible {
        let description = "the peer does not answer"
    }
}
