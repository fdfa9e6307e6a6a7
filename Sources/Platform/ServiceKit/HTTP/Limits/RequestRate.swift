import HTTPTypes
import Hummingbird
import Resilience

/// Refuses callers that have sent more than their share.
struct RequestRate: Sendable {
    let rate: HTTPRateLimit
    let address: ClientAddress
    let tokens: AccessTokens

    /// How long a caller has to wait; `nil` where it need not.
    func wait(_ request: Request, _ context: APIContext, _ route: RouteState) async -> Duration? {
        await rate.limit.take(key(request, context, route))
    }

    private func key(_ request: Request, _ context: APIContext, _ route: RouteState) async -> String {
        switch rate.key {
        case .route: return "route:\(route.spanName)"
        case .user:
            // A token that is not valid is the route's to refuse; until then its sender is nobody.
            if request.headers.contains(.authorization),
                let user = try? await tokens.verify(authorization: request.headers[.authorization])
            {
                return "user:\(user)"
            }
        case .address: break
        }
        return "address:\(Self.network(address.of(request, context)))"
    }

    /// The first four groups of an IPv6 address, and an IPv4 address as it is.
    static func network(_ address: String) -> Substring {
        guard address.contains(":"), !address.contains(".") else { return address[...] }
        var groups = 0
        for index in address.indices where address[index] == ":" {
            groups += 1
            if groups == 4 || address[index...].hasPrefix("::") { return address[..<index] }
        }
        return address[...]
    }
}
