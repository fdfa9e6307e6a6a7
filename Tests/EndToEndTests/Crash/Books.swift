import Database
import DatabaseSQLite
import JSON
import TaskQueue

/// What stands in the databases, put side by side.
struct Books: Sendable {
    struct OrderRow: Sendable {
        let id: Int
        let sn: String
        let state: Int
        let homestay: Int
        let isSoldByPerson: Bool
        let capacity: Int
        let firstNight: Int
        let nights: Int
        let people: Int

        /// Awaiting payment, paid or used: the orders that hold their nights.
        var isLive: Bool { (0...2).contains(state) }
    }

    struct Night: Sendable, Hashable {
        let homestay: Int
        let night: Int
    }

    let orders: [String: OrderRow]
    /// Order numbers by idempotency key.
    let keys: [String: String]
    /// The statuses of an order's payments, by its number.
    let payments: [String: [Int]]
    let pendingRefunds: Int
    /// The ids of tasks that were to close an order and were given up.
    let archivedClosings: [String]
    /// The topics of events that could not be handled.
    let deadTopics: [String]
    let nightsOutOfBalance: [Night]
    let overbookedNights: [Night]
    /// The orders without a gapless history that ends in their state.
    let brokenHistories: [String]

    /// The orders that do not say what their payments say.
    var unsettledPayments: [String] {
        payments.filter { sn, statuses in
            let isPaid = orders[sn]?.state == 1
            return statuses.contains(1) != isPaid
        }.map(\.key)
    }

    init(of installation: Installation) async throws {
        (orders, keys, nightsOutOfBalance, overbookedNights, brokenHistories) = try await installation.withDatabase(
            "orders"
        ) { database in
            try await database.read { connection in
                let orders = try Self.orders(connection)
                let (unbalanced, overbooked) = try Self.nights(orders, connection)
                return (
                    Dictionary(uniqueKeysWithValues: orders.map { ($0.sn, $0) }), try Self.keys(connection),
                    unbalanced, overbooked, try Self.brokenHistories(orders, connection)
                )
            }
        }
        (payments, pendingRefunds) = try await installation.withDatabase("payments") { database in
            try await database.read { connection in
                let rows = try connection.rows("SELECT order_sn, pay_status FROM payment") { row in
                    (try row.next() as String, try row.next() as Int)
                }
                let refunds = try connection.rows("SELECT id FROM refund WHERE done_at IS NULL") { row in
                    try row.next() as Int
                }
                return (Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }, refunds.count)
            }
        }
        archivedClosings = try await installation.archivedTasks().filter { $0.type.hasSuffix(":close") }.map(\.id)
        deadTopics = try await installation.withDatabase("events") { database in
            try await database.texts("SELECT DISTINCT topic FROM event_partition WHERE topic LIKE '%.dead'")
        }
    }

    private static func orders(_ connection: any DatabaseConnection) throws -> [OrderRow] {
        try connection.rows(
            """
            SELECT id, sn, trade_state, homestay_id, row_type, people_num, first_night, nights, live_people_num
            FROM homestay_order
            """
        ) { row in
            OrderRow(
                id: try row.next(), sn: try row.next(), state: try row.next(), homestay: try row.next(),
                isSoldByPerson: try row.next(), capacity: try row.next(), firstNight: try row.next(),
                nights: try row.next(), people: try row.next())
        }
    }

    private static func keys(_ connection: any DatabaseConnection) throws -> [String: String] {
        let rows = try connection.rows("SELECT idempotency_key, order_sn FROM idempotency_key") { row in
            (try row.next() as String, try row.next() as String)
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// Adds up the nights from the orders themselves, and compares.
    private static func nights(
        _ orders: [OrderRow], _ connection: any DatabaseConnection
    ) throws -> (unbalanced: [Night], overbooked: [Night]) {
        var places: [Night: Int] = [:]
        var overbooked: Set<Night> = []
        for order in orders where order.isLive {
            for number in order.firstNight..<order.firstNight + order.nights {
                let night = Night(homestay: order.homestay, night: number)
                places[night, default: 0] += order.isSoldByPerson ? order.people : 1
                if places[night, default: 0] > (order.isSoldByPerson ? order.capacity : 1) { overbooked.insert(night) }
            }
        }
        var unbalanced: [Night] = []
        try connection.forEachRow("SELECT homestay_id, night, taken FROM homestay_night", []) { row in
            let night = Night(homestay: try row.next(), night: try row.next())
            let taken: Int = try row.next()
            if places.removeValue(forKey: night) ?? 0 != taken { unbalanced.append(night) }
        }
        return (unbalanced + places.keys, Array(overbooked))
    }

    private static func brokenHistories(
        _ orders: [OrderRow], _ connection: any DatabaseConnection
    ) throws -> [String] {
        var last: [Int: Int] = [:]
        var broken: Set<Int> = []
        try connection.forEachRow(
            "SELECT order_id, from_state, to_state FROM homestay_order_history WHERE applied = 1 ORDER BY id", []
        ) { row in
            let order: Int = try row.next()
            let from: Int? = try row.next()
            if from != last[order] { broken.insert(order) }
            last[order] = try row.next()
        }
        return orders.filter { broken.contains($0.id) || last[$0.id] != $0.state }.map(\.sn)
    }
}

/// An order of a list, which is counted only.
struct Order: JSONDecodable, Sendable {
    init(json object: JSONObject) throws(JSONError) {}
}
