import Logging
import NIOCore

/// What the links of a client have in common.
struct LinkSettings: Sendable {
    let connector: Connector
    var handshake: Handshake.Settings
    let backoff: RedisBackoff
    var connectTimeout: Duration
    var commandTimeout: TimeAmount
    let maxPendingCommands: Int
    let logger: Logger

    init(_ configuration: RedisConfiguration, logger: Logger) {
        connector = Connector(configuration)
        handshake = Handshake.Settings(
            user: configuration.user, password: configuration.password, clientName: configuration.clientName,
            database: configuration.database, version: configuration.preferredProtocol)
        backoff = configuration.reconnect
        connectTimeout = configuration.connectTimeout
        commandTimeout = TimeAmount(configuration.commandTimeout)
        maxPendingCommands = configuration.maxPendingCommands
        self.logger = logger
    }

    /// The same, for asking one of several servers something that another can answer as well: with less patience.
    func forInquiry(amongst servers: Int) -> LinkSettings {
        var settings = self
        let share = connectTimeout / (servers + 1)
        settings.connectTimeout = share
        settings.commandTimeout = TimeAmount(share)
        return settings
    }
}

extension LinkSettings {
    /// The same, for talking to sentinels, which have users and passwords of their own and no databases.
    func forSentinels(_ configuration: RedisConfiguration) -> LinkSettings {
        var settings = self
        settings.handshake.user = configuration.sentinelUser
        settings.handshake.password = configuration.sentinelPassword
        settings.handshake.database = 0
        return settings
    }
}
