import Database
import ServiceKit

/// The number of the state that the catalogue is in, within a transaction.
///
/// Every change to the catalogue advances it in its own transaction: whoever keeps copies of homestays lets go of them
/// when the number has changed, so that it never changes later than what it stands for.
struct CatalogueRevision {
    let connection: any DatabaseConnection

    init(_ connection: any DatabaseConnection) {
        self.connection = connection
    }

    func current() throws -> Int64 {
        let revision = try connection.firstRow("SELECT revision FROM catalogue_revision") { try $0.next() as Int64 }
        guard let revision else { throw ServiceError(.database, "the catalogue has lost its revision") }
        return revision
    }

    func advance() throws(DatabaseError) {
        try connection.execute("UPDATE catalogue_revision SET revision = revision + 1")
    }
}
