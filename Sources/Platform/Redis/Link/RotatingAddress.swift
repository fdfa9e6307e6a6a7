import NIOCore
import Synchronization

/// Any of several servers: another one for each attempt.
final class RotatingAddress: AddressSource {
    private let addresses: [RedisAddress]
    private let turn = Atomic<Int>(0)

    init(_ addresses: [RedisAddress]) {
        self.addresses = addresses
    }

    var description: String { addresses.map(\.description).joined(separator: ", ") }
    var requiresPrimary: Bool { false }

    func address(on eventLoop: any EventLoop) -> EventLoopFuture<RedisAddress> {
        guard let address = addresses.rotated(by: turn.wrappingAdd(1, ordering: .relaxed).oldValue).first else {
            return eventLoop.makeFailedFuture(RedisError(.connectionFailed, "there is no address to connect to"))
        }
        return eventLoop.makeSucceededFuture(address)
    }
}
