import Clocks
import Database
import ErrorContract
import Outbox
import ServiceKit
import Tracing

/// Places orders.
struct OrderPlacing: Sendable {
    let database: any Database
    let homestays: HomestayCatalogue
    let calendar: LocalCalendar
    let numbers: SerialNumbers
    let clock: any WallClock
    /// Called when there is something in the outbox.
    let wakeRelay: @Sendable () -> Void

    /// Places an order and returns its number; for a key that was used before with the same request, that order's.
    func place(_ request: PlacingRequest) async throws -> String {
        let draft: Order
        do {
            draft = try await self.draft(of: request)
        } catch {
            // A request that is repeated gets its order, whatever has become of the homestay since.
            guard let sn = try await earlierNumber(for: request) else { throw error }
            return sn
        }
        let context = ServiceContext.current
        do {
            let sn = try await database.writeAfterConflicts { connection in
                try store(draft, for: request, under: context, in: connection)
            }
            wakeRelay()
            return sn
        } catch is KeyClaimed {
            guard let sn = try await earlierNumber(for: request) else {
                throw ServiceError(.unavailable, "another request with this Idempotency-Key is under way, try again")
            }
            return sn
        } catch is NightsTaken {
            let night = try await database.query { try NightTable($0).firstTaken(for: draft) }
            throw ServiceError(.datesTaken, "\(night.map { "the night of \($0)" } ?? "a night of the stay") is taken")
        }
    }

    /// The number of the order that the request's key led to before.
    private func earlierNumber(for request: PlacingRequest) async throws -> String? {
        guard let key = request.idempotencyKey else { return nil }
        let use = try await database.query { try IdempotencyTable($0).use(ofKey: key, by: request.userID) }
        guard let use else { return nil }
        guard use.request == request.fingerprint else {
            throw ServiceError(.keyReused, "this Idempotency-Key came with another request before")
        }
        return use.sn
    }

    /// The order as it will be stored, but for its number.
    private func draft(of request: PlacingRequest) async throws -> Order {
        guard let offer = try await homestays.offer(request.homestayID) else {
            throw ServiceError(.homestayNotFound, "no such homestay")
        }
        guard offer.isOnSale else { throw ServiceError(.homestayOffShelf, "this homestay is not on sale at present") }
        let homestay = offer.homestay
        guard request.people <= homestay.capacity else {
            throw ServiceError(.parameter, "livePeopleNum is too large: this homestay takes \(homestay.capacity)")
        }
        return Order(
            id: 0, sn: "", userID: request.userID, homestay: homestay, stay: request.stay,
            liveStartDate: calendar.start(of: request.stay.firstNight),
            liveEndDate: calendar.start(of: request.stay.departure),
            people: request.people, withFood: request.withFood, remark: request.remark,
            price: try Price(
                homestay.rate, nights: request.stay.nights, people: request.people, withFood: request.withFood),
            tradeCode: TradeCode.make(), state: .awaitingPayment, createdAt: clock.now, version: 1)
    }

    /// Stores the order, the nights it takes, its history and the task that closes it, all or nothing.
    ///
    /// The key comes first, as requests that share it wait for each other there. The nights come last: others who want
    /// them wait for the commit.
    private func store(
        _ draft: Order, for request: PlacingRequest, under context: ServiceContext?,
        in connection: any DatabaseConnection
    ) throws -> String {
        var order = draft
        order.sn = numbers.make("HSO", at: draft.createdAt)
        var statements = [
            OrderTable.insertion(of: order), HistoryTable.placing(of: order),
            CloseTask.addition(for: order.sn, at: order.createdAt, under: context), NightTable.taking(for: order),
        ]
        if let key = request.idempotencyKey {
            let use = IdempotencyTable.Use(request: request.fingerprint, sn: order.sn)
            statements.insert(
                IdempotencyTable.claim(of: key, by: request.userID, use, at: order.createdAt), at: 0)
        }
        var changed = try connection.execute(statements)
        if request.idempotencyKey != nil, changed.removeFirst() == 0 { throw KeyClaimed() }
        // Two orders of one second can draw the same number. The next attempt draws another.
        guard changed.first == 1 else { throw DatabaseError(.conflict, "the order number \(order.sn) is in use") }
        guard changed.last == Int(order.stay.nights) else { throw NightsTaken() }
        return order.sn
    }

    /// The key came with a request before.
    private struct KeyClaimed: Error {}

    /// Some of the nights are not free.
    private struct NightsTaken: Error {}
}
