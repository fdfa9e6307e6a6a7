/// The version of the protocol that a connection speaks.
public enum RedisProtocolVersion: Int, Sendable, Hashable {
    case resp2 = 2
    case resp3 = 3
}
