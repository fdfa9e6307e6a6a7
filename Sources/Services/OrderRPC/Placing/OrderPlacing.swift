import Clocks
import Database
import ErrorContract
import Outbox
import ServiceKit
import TravelContract
import SwiftProtobuf

/// Places orders.
struct OrderPlacing: Sendable {
    let database: any Database
    let travel: any Pb_travel.ClientProtocol
    let calendar: LocalCalendar
    let numbers: SerialNumbers
    let clock: any WallClock
    /// Called when there is something in the outbox.
    let wakeRelay: @Sendable () -> Void

    /// Places an order and returns its number; for a key that was used before with the same request, that order's.
    func place(_ request: PlacingRequest) async throws -> String {
        if let sn = try await earlierNumber(for: request) { return sn }
        let draft = try await draft(of: request)
        do {
            let sn = try await database.writeAfterConflicts { connection in
                try store(draft, for: request, in: connection)
            }
            wakeRelay()
            return sn
        } catch is KeyClaimed {
            guard let sn = try await earlierNumber(for: request) else {
                throw ServiceError(.unavailable, "another request with this Idempotency-Key is under way, try again")
            }
            return sn
        }
    }

    /// The number of the order that the request's key led to before.
    private func earlierNumber(for request: PlacingRequest) async throws -> String? {
        guard let key = request.idempotencyKey else { return nil }
        let use = try await database.read { try IdempotencyTable($0).use(ofKey: key, by: request.userID) }
        guard let use else { return nil }
        guard use.request == request.fingerprint else {
            throw ServiceError(.keyReused, "this Idempotency-Key came with another request before")
        }
        return use.sn
    }

    /// The order as it will be stored, but for its number.
    private func draft(of request: PlacingRequest) async throws -> Order {
        let answer = try await travel.homestayDetail(.with { $0.id = request.homestayID })
        guard answer.hasHomestay else { throw ServiceError(.homestayNotFound, "no such homestay") }
        guard answer.homestay.rowState == 1 else {
            throw ServiceError(.homestayOffShelf, "this homestay is not on sale at present")
        }
        let homestay = HomestaySnapshot(answer.homestay)
        guard request.people <= homestay.capacity else {
            throw ServiceError(.parameter, "livePeopleNum is too large: this homestay takes \(homestay.capacity)")
        }
        return Order(
            id: 0, sn: "", userID: request.userID, homestay: homestay, stay: request.stay,
            liveStartDate: calendar.start(of: request.stay.firstNight),
            liveEndDate: calendar.start(of: request.stay.departure),
            people: request.people, withFood: request.withFood, remark: request.remark,
            price: try Price(
                of: homestay, nights: request.stay.nights, people: request.people, withFood: request.withFood),
            tradeCode: TradeCode.make(), state: .awaitingPayment, createdAt: clock.now, version: 1)
    }

    /// Stores the order, the nights it takes, its history and the task that closes it, all or nothing.
    private func store(
        _ draft: Order, for request: PlacingRequest, in connection: any DatabaseConnection
    ) throws -> String {
        let order = try OrderTable(connection).insert(draft) {
            numbers.make("HSO", at: draft.createdAt)
        }
        if let key = request.idempotencyKey {
            let keys = IdempotencyTable(connection)
            let use = IdempotencyTable.Use(request: request.fingerprint, sn: order.sn)
            guard try keys.claim(key, by: request.userID, use, at: order.createdAt) else {
                throw KeyClaimed()
            }
        }
        if let night = try NightTable(connection).take(for: order) {
            throw ServiceError(.datesTaken, "the night of \(night) is taken")
        }
        try HistoryTable(connection).placed(order, at: order.createdAt)
        try CloseTask.add(for: order, in: connection)
        return order.sn
    }

    /// Another request with the same key was first, after we had looked.
    private struct KeyClaimed: Error {}
}
