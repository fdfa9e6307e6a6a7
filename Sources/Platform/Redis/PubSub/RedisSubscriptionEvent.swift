public import NIOCore

/// What a subscription tells.
public enum RedisSubscriptionEvent: Sendable, Hashable {
    /// The server has confirmed all channels: messages sent from now on arrive.
    case subscribed
    /// The connection broke and stands again. Messages may have been missed in between.
    case resubscribed
    case message(channel: String, payload: ByteBuffer)
}
