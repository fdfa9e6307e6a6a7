import Hummingbird
import HTTPTypes

/// Whose request it is, as far as can be known.
struct ClientAddress: Sendable {
    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")!

    /// How many proxies stand before the process. Each adds to `X-Forwarded-For` whom it got the request from; what stands
    /// before that was written by anyone.
    let trustedProxies: Int

    /// The client's address; `-` where there is none.
    func of(_ request: Request, _ context: APIContext) -> String {
        guard trustedProxies > 0, request.headers.contains(Self.forwardedFor) else { return context.peerAddress ?? "-" }
        let hops = request.headers[values: Self.forwardedFor].joined(separator: ",").split(separator: ",")
        guard hops.count >= trustedProxies else { return context.peerAddress ?? "-" }
        let address = hops[hops.count - trustedProxies].drop { $0 == " " }.prefix { $0 != " " }
        // The longest address has 45 characters, and may have a port.
        return address.utf8.count <= 64 ? String(address) : "-"
    }
}
