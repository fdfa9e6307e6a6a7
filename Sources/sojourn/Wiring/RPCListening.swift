import RPCTransport

/// The gRPC servers of a process, and where they listen.
struct RPCListening {
    private var servers: [(service: ServiceName, server: RPCServer)] = []

    mutating func add(_ server: RPCServer, of service: ServiceName) {
        servers.append((service, server))
    }

    /// Waits until every server takes calls, and says where; `nil` where one failed. For one caller, once.
    func addresses() async -> [(service: ServiceName, address: HostAndPort)]? {
        var addresses: [(service: ServiceName, address: HostAndPort)] = []
        for (service, server) in servers {
            guard let address = await server.address() else { return nil }
            addresses.append((service, address))
        }
        return addresses
    }
}
