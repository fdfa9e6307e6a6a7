/// What a link is for, which decides what happens when its connection breaks.
enum LinkPurpose: Sendable {
    /// Carries the commands of many callers, and is connected again and again.
    case shared
    /// Carries the commands of one caller, and ends with its connection.
    case dedicated
    /// Carries messages of channels, and is connected again and again.
    case subscription([String], SubscriptionFeed)
    /// Reads keys whose changes are then told, and is connected again and again. It takes version 3 of the protocol.
    case watch(KeyWatchFeed)
}
