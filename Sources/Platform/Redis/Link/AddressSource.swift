import NIOCore

/// Says where the server of a link is, anew for each attempt to connect.
protocol AddressSource: Sendable {
    /// What errors call the server while its address is not known.
    var description: String { get }
    /// Whether only a primary will do.
    var requiresPrimary: Bool { get }

    func address(on eventLoop: any EventLoop) -> EventLoopFuture<RedisAddress>
}

/// An address that does not change.
struct FixedAddress: AddressSource {
    let address: RedisAddress

    var description: String { address.description }
    var requiresPrimary: Bool { false }

    func address(on eventLoop: any EventLoop) -> EventLoopFuture<RedisAddress> {
        eventLoop.makeSucceededFuture(address)
    }
}
