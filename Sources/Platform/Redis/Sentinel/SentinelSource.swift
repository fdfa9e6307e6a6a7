import NIOCore
import Synchronization

/// Asks sentinels where the primary is.
final class SentinelSource: AddressSource {
    private let sentinels: [RedisAddress]
    private let primary: String
    private let inquiry: Inquiry<RedisAddress>
    private let turn = Atomic<Int>(0)

    /// - Parameter settings: for connections to the sentinels.
    init(_ sentinels: [RedisAddress], primary: String, _ settings: LinkSettings) {
        self.sentinels = sentinels
        self.primary = primary
        inquiry = Inquiry(
            command: RedisCommand("SENTINEL", "GET-MASTER-ADDR-BY-NAME", .text(primary)), settings: settings
        ) { reply, sentinel throws(RedisError) in
            guard let parts = reply.array, parts.count == 2, let host = parts[0].string, let port = parts[1].int else {
                throw RedisError(.connectionFailed, "\(sentinel) does not know a primary \"\(primary)\"")
            }
            return .host(host, port: Int(port))
        }
    }

    var description: String { "\(RedisTopology.sentinel(sentinels, primary: primary))" }

    /// A sentinel that lost touch with the others may name a server that was demoted since.
    var requiresPrimary: Bool { true }

    /// Begins with another sentinel each time, so that one that is wrong or slow is not believed for ever.
    func address(on eventLoop: any EventLoop) -> EventLoopFuture<RedisAddress> {
        inquiry.ask(sentinels.rotated(by: turn.wrappingAdd(1, ordering: .relaxed).oldValue), on: eventLoop)
    }
}
