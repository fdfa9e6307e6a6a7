import NIOCore
import Synchronization

/// Turns what a subscribed connection receives into events.
final class SubscriptionFeed: Sendable {
    private struct State {
        var confirmed: Set<String> = []
        var wasSubscribed = false
    }

    private let channelCount: Int
    private let deliver: @Sendable (RedisSubscriptionEvent) -> Void
    private let end: @Sendable () -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - deliver: takes the events, on the link's event loop.
    ///   - end: is told that none will follow.
    init(
        channels: [String], deliver: @escaping @Sendable (RedisSubscriptionEvent) -> Void,
        end: @escaping @Sendable () -> Void = {}
    ) {
        channelCount = Set(channels).count
        self.deliver = deliver
        self.end = end
    }

    /// A new connection stands; nothing is confirmed on it.
    func connected() {
        state.withLock { $0.confirmed = [] }
    }

    /// The server sent a confirmation or a message.
    func received(_ message: [RESPValue]) {
        guard message.count == 3, let kind = message[0].string, let channel = message[1].string else { return }
        switch kind {
        case "subscribe":
            if let event = state.withLock({ Self.confirm(channel, of: channelCount, &$0) }) { deliver(event) }
        case "message":
            guard let payload = message[2].buffer else { return }
            deliver(.message(channel: channel, payload: payload))
        default:
            break
        }
    }

    func finish() {
        end()
    }

    private static func confirm(_ channel: String, of count: Int, _ state: inout State) -> RedisSubscriptionEvent? {
        guard state.confirmed.insert(channel).inserted, state.confirmed.count == count else { return nil }
        defer { state.wasSubscribed = true }
        return state.wasSubscribed ? .resubscribed : .subscribed
    }
}
