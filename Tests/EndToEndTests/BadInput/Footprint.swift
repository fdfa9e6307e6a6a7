import TestSupport

/// How many rows there are in the tables that requests write to.
struct Footprint: Equatable, CustomStringConvertible {
    private let rows: [String: Int]

    init(of installation: Installation) async throws {
        var rows: [String: Int] = [:]
        for (name, tables) in Self.tables {
            try await installation.withDatabase(name) { database in
                for table in tables { rows["\(name).\(table)"] = try await database.count(table) }
            }
        }
        self.rows = rows
    }

    var description: String {
        rows.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }

    private static let tables = [
        "orders": ["homestay_order", "homestay_night", "homestay_order_history", "idempotency_key", "outbox"],
        "payments": ["payment", "payment_history", "refund", "outbox"],
        "users": ["users", "user_auth"],
        "travel": ["homestay", "homestay_business", "homestay_comment"],
    ]
}

extension Installation {
    /// Runs `body`, after which nothing more may have been written than before.
    func withoutWriting(_ body: () async throws -> Void) async throws {
        // What was asked for earlier must have been delivered.
        try await eventually("nothing is owed") {
            for name in ["orders", "payments"] {
                if try await withDatabase(name, { try await $0.count("outbox") }) > 0 { return false }
            }
            return true
        }
        let before = try await Footprint(of: self)
        try await body()
        let after = try await Footprint(of: self)
        if before != after { throw Written(before: before, after: after) }
    }

    private struct Written: Error, CustomStringConvertible {
        let before: Footprint
        let after: Footprint
        var description: String { "bad input was written: \(before); after it: \(after)" }
    }
}
