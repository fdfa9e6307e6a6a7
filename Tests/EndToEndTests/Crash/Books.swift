import Database
import DatabaseSQLite
import JSON
import TestSupport
import Testing

/// What stands in the databases of what the clients were told of. That it keeps the system's rules is for the audit.
struct Books: Sendable {
    /// The states of the orders, by number.
    let orders: [String: Int]
    /// Order numbers by idempotency key.
    let keys: [String: String]
    /// The statuses of an order's payments, by its number.
    let payments: [String: [Int]]

    init(of installation: Installation) async throws {
        (orders, keys) = try await installation.withDatabase("orders") { database in
            try await database.read { connection in
                let orders = try connection.rows("SELECT sn, trade_state FROM homestay_order") { row in
                    (try row.next() as String, try row.next() as Int)
                }
                let keys = try connection.rows("SELECT idempotency_key, order_sn FROM idempotency_key") { row in
                    (try row.next() as String, try row.next() as String)
                }
                return (Dictionary(uniqueKeysWithValues: orders), Dictionary(uniqueKeysWithValues: keys))
            }
        }
        payments = try await installation.withDatabase("payments") { database in
            try await database.read { connection in
                let rows = try connection.rows("SELECT order_sn, pay_status FROM payment") { row in
                    (try row.next() as String, try row.next() as Int)
                }
                return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
            }
        }
    }
}

extension Installation {
    /// What an audit of the system at rest prints, and how it ends: with 0 where the system keeps its rules.
    func audit() async throws -> (exit: ChildProcess.Exit, text: String) {
        let (exit, output, errors) = try await run("audit", "--grace", "0s")
        return (exit, output + errors)
    }
}

/// An order of a list, which is counted only.
struct Order: JSONDecodable, Sendable {
    init(json object: JSONObject) throws(JSONError) {}
}
