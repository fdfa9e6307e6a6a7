import RPCTransport

/// Where a process serves.
struct ServingAddresses: Sendable {
    /// `nil` where no service has HTTP.
    let http: HTTPAddress?
    let rpc: [(service: ServiceName, address: HostAndPort)]

    /// `order-rpc=127.0.0.1:9001`, several with spaces between them; `-` for none.
    var rpcText: String {
        rpc.isEmpty ? "-" : rpc.map { "\($0.service.rawValue)=\($0.address)" }.joined(separator: " ")
    }
}
