import NIOCore
import Synchronization

/// The links to one server, among which commands are dealt out in turn.
final class LinkGroup: Sendable {
    private let links: [RedisLink]
    private let turn = Atomic<Int>(0)

    /// - Parameter eventLoops: one for each link, at least one.
    init(to source: any AddressSource, on eventLoops: [any EventLoop], _ settings: LinkSettings) {
        links = eventLoops.map { RedisLink(to: source, for: .shared, on: $0, settings) }
    }

    /// The link that takes the next command.
    var next: RedisLink {
        guard links.count > 1 else { return links[0] }
        return links[Int(UInt(bitPattern: turn.wrappingAdd(1, ordering: .relaxed).oldValue) % UInt(links.count))]
    }

    /// Another server has become the primary: has each link go there; the connections of single callers end.
    func move(to address: RedisAddress) {
        for link in links { link.move(to: address) }
    }

    /// Ends the links.
    func close(_ error: RedisError) {
        for link in links { link.close(error) }
    }

    /// Ends the links, and returns when they have ended.
    func closed(_ error: RedisError) async {
        for link in links { await link.closed(error) }
    }
}
