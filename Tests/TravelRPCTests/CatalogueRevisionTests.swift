import Database
import Testing
import TravelContract

@testable import TravelRPC

@Suite("The catalogue's revision")
struct CatalogueRevisionTests {
    @Test("changes with what the seed writes, and not where it writes nothing")
    func seed() async throws {
        try await withCatalogue { catalogue in
            let empty = try await revision(catalogue)
            try await TravelRPCServer.seed(catalogue.database, hosts: [11])
            let filled = try await revision(catalogue)
            #expect(filled > empty)
            try await TravelRPCServer.seed(catalogue.database, hosts: [11])
            #expect(try await revision(catalogue) == filled)
            _ = try await catalogue.database.write { connection in
                try connection.execute("DELETE FROM homestay_comment")
                return try connection.execute("DELETE FROM homestay WHERE id = 3")
            }
            try await TravelRPCServer.seed(catalogue.database, hosts: [11])
            #expect(try await revision(catalogue) > filled)
        }
    }

    @Test("stays what it was where the change is undone")
    func undone() async throws {
        struct Refused: Error {}
        try await withCatalogue { catalogue in
            let before = try await revision(catalogue)
            await #expect(throws: Refused.self) {
                try await catalogue.database.write { connection in
                    try CatalogueRevision(connection).advance()
                    throw Refused()
                }
            }
            #expect(try await revision(catalogue) == before)
        }
    }

    @Test("is an error where its row is missing, and the table takes no second one")
    func row() async throws {
        try await withCatalogue { catalogue in
            let error = await #expect(throws: DatabaseError.self) {
                _ = try await catalogue.database.write {
                    try $0.execute("INSERT INTO catalogue_revision (id, revision) VALUES (2, 1)")
                }
            }
            #expect(error?.code == .constraintViolation)
            _ = try await catalogue.database.write { try $0.execute("DELETE FROM catalogue_revision") }
            await #expect(throws: (any Error).self) { _ = try await revision(catalogue) }
        }
    }

    private func revision(_ catalogue: Catalogue) async throws -> Int64 {
        try await catalogue.catalogue.catalogueRevision(request: .init(), context: .test).revision
    }
}
