public import Clocks
public import Database
public import Logging
public import ServiceKit
public import ServiceLifecycle
public import UsercenterContract

/// usercenter-rpc: the owner of users and of the ways they sign in, and the maker of access tokens.
public struct UsercenterRPCServer: Sendable {
    /// `pb.usercenter`.
    public let usercenter: any Pb_usercenter.ServiceProtocol
    /// What must run for the services to answer: the threads that hash passwords.
    public let background: [any Service]

    /// Brings the schema of `database` up to date.
    /// - Parameter tokens: makes the tokens that users sign in with.
    /// - Throws: `DatabaseError`.
    public init(
        database: any Database, tokens: AccessTokens, logger: Logger, clock: any WallClock = SystemWallClock()
    ) async throws {
        try await self.init(
            database: database, tokens: tokens, hasher: PasswordHasher(), logger: logger, clock: clock)
    }

    init(
        database: any Database, tokens: AccessTokens, hasher: PasswordHasher, logger: Logger, clock: any WallClock
    ) async throws {
        try await Self.migrate(database)
        usercenter = UserService(
            users: UserStore(database: database), tokens: tokens, hasher: hasher, logger: logger, clock: clock)
        background = [hasher]
    }

    /// Adds the hosts of the sample catalogue, where they are not there yet. They have no password, so that nobody can
    /// sign in as one of them.
    ///
    /// - Returns: their user ids, in the same order each time.
    /// - Throws: `DatabaseError`.
    @discardableResult
    public static func seedHosts(
        _ database: any Database, clock: any WallClock = SystemWallClock()
    ) async throws -> [UserID] {
        try await Self.migrate(database)
        return try await HostSeed(now: clock.now).write(to: database)
    }

    /// Brings the schema up to date.
    /// - Throws: `DatabaseError`
    public static func migrate(_ database: any Database) async throws {
        try await database.migrate(Migrations.all)
    }
}
