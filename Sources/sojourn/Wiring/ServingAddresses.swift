import RPCTransport
import Synchronization

/// Where a process serves.
struct ServingAddresses: Sendable {
    /// `nil` where no service has HTTP.
    var http: HTTPAddress?
    /// Where metrics are served, if they are.
    var admin: HTTPAddress?
    var rpc: [(service: ServiceName, address: HostAndPort)] = []

    /// `order-rpc=127.0.0.1:9001`, several with spaces between them; `-` for none.
    var rpcText: String {
        rpc.isEmpty ? "-" : rpc.map { "\($0.service.rawValue)=\($0.address)" }.joined(separator: " ")
    }
}

/// The addresses of a process as its parts come to serve, one after the other.
final class ServingRecord: Sendable {
    private let record = Mutex(ServingAddresses())

    var addresses: ServingAddresses { record.withLock { $0 } }

    /// Notes an address.
    /// - Returns: whether there is one, as a part's start is asked for.
    func note<Address>(_ address: Address?, _ store: (inout ServingAddresses, Address) -> Void) -> Bool {
        guard let address else { return false }
        record.withLock { store(&$0, address) }
        return true
    }
}
