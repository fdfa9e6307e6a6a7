import Database
import DatabaseSQLite
import Foundation
import GRPCCore
import Logging

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

/// Runs `body` on an empty catalogue, in a folder that is gone afterwards.
func withCatalogue(_ body: (Catalogue) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "travel-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // Left-overs in the temporary folder do no harm.
    let database = try await SQLiteDatabase(
        path: folder.appending(path: "travel.sqlite").path, logger: Logger(label: "travel"))
    do {
        try await database.migrate(Migrations.all)
        try await body(Catalogue(database: database))
    } catch {
        await database.close()
        throw error
    }
    await database.close()
}

/// Runs `body` on the sample catalogue.
func withSampleCatalogue(hosts: [Int64] = [11, 12, 13, 14, 15], _ body: (Catalogue) async throws -> Void) async throws {
    try await withCatalogue { catalogue in
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
