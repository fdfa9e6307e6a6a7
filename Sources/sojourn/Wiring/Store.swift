import DatabasePostgreSQL

/// What is kept apart: the records of each service that owns some, and what the embedded backends keep.
enum Store: String, CaseIterable, Sendable {
    case orders, payments, travel, users, queue, events

    /// The store's file in a data directory.
    func path(in directory: String) -> String { "\(directory)/\(rawValue).sqlite" }

    /// Whether it is a service's own, and not a backend's.
    var holdsRecords: Bool {
        switch self {
        case .orders, .payments, .travel, .users: true
        case .queue, .events: false
        }
    }

    func isUsed(by services: Set<ServiceName>) -> Bool { !services.isDisjoint(with: users) }

    private var users: Set<ServiceName> {
        switch self {
        case .orders: [.orderRPC]
        case .payments: [.paymentRPC]
        case .travel: [.travelRPC]
        case .users: [.usercenterRPC]
        case .queue: [.mqueueRPC, .orderMQ, .scheduler]
        case .events: [.mqueueRPC, .orderMQ]
        }
    }
}

extension PostgresConfiguration {
    /// The database of a store, which is called after the one that `database.url` names.
    func database(of store: Store) -> PostgresConfiguration {
        database(named: "\(database)_\(store.rawValue)")
    }
}
