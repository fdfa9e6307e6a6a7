public import Database
public import Logging
public import TravelContract

/// travel-rpc: the owner of homestays, the businesses that let them, and the comments on them.
public struct TravelRPCServer: Sendable {
    /// `pb.travel`.
    public let travel: any Pb_travel.ServiceProtocol
    /// `pb.travelCatalogue`.
    public let catalogue: any Pb_travelCatalogue.ServiceProtocol

    /// Brings the schema of `database` up to date.
    /// - Throws: `DatabaseError`.
    public init(database: any Database, logger: Logger) async throws {
        try await Self.migrate(database)
        logger.debug("the catalogue's schema is up to date", metadata: ["migrations": "\(Migrations.all.count)"])
        let homestays = HomestayStore(database: database)
        travel = TravelService(homestays: homestays)
        catalogue = CatalogueService(
            homestays: homestays, businesses: BusinessStore(database: database),
            comments: CommentStore(database: database))
    }

    /// Fills the catalogue with homestays to try the system with. Those that are there already stay as they are.
    ///
    /// - Parameter hosts: the user ids of those who run the businesses, at least one.
    /// - Returns: how many homestays were added.
    /// - Throws: `ServiceError` where there is no host, `DatabaseError`.
    @discardableResult
    public static func seed(_ database: any Database, hosts: [Int64]) async throws -> Int {
        try await Self.migrate(database)
        return try await CatalogueSeed(hosts: hosts).write(to: database)
    }

    /// Brings the schema up to date.
    /// - Throws: `DatabaseError`
    public static func migrate(_ database: any Database) async throws {
        try await database.migrate(Migrations.all)
    }
}
