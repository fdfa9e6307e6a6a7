import Database
import protocol Database.Database
import GRPCCore
import TestSupport

@testable import TravelRPC

/// The catalogue's services on a database of their own.
struct Catalogue {
    let database: any Database
    var homestays: HomestayStore { HomestayStore(database: database) }
    var travel: TravelService { TravelService(homestays: homestays) }
    var catalogue: CatalogueService {
        CatalogueService(
            homestays: homestays, businesses: BusinessStore(database: database),
            comments: CommentStore(database: database))
    }
}

/// Runs `body` on an empty catalogue.
func withCatalogue(_ engine: TestEngine = .sqlite, _ body: (Catalogue) async throws -> Void) async throws {
    try await withDatabase(engine) { database in
        try await database.migrate(Migrations.all)
        try await body(Catalogue(database: database))
    }
}

/// Runs `body` on the sample catalogue.
func withSampleCatalogue(
    _ engine: TestEngine = .sqlite, hosts: [Int64] = [11, 12, 13, 14, 15], _ body: (Catalogue) async throws -> Void
) async throws {
    try await withCatalogue(engine) { catalogue in
        try await TravelRPCServer.seed(catalogue.database, hosts: hosts)
        try await body(catalogue)
    }
}

extension ServerContext {
    static var test: ServerContext {
        ServerContext(
            descriptor: MethodDescriptor(fullyQualifiedService: "pb.test", method: "test"), remotePeer: "test",
            localPeer: "test", cancellation: RPCCancellationHandle())
    }
}
