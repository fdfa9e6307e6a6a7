import Clocks
import OrderContract
import ServiceKit

/// A request to place an order, checked as far as it can be without asking anyone.
struct PlacingRequest: Sendable {
    static let maximumRemark = 64
    /// One character may be made of any number of marks.
    static let maximumRemarkBytes = 2048
    static let maximumKey = 255

    let userID: Int64
    let homestayID: Int64
    let stay: Stay
    let people: Int64
    let withFood: Bool
    let remark: String
    let idempotencyKey: String?

    init(
        _ message: Pb_CreateHomestayOrderReq, _ metadata: CallMetadata, today: CalendarDay, calendar: LocalCalendar
    ) throws(ServiceError) {
        guard message.userID > 0, metadata.mayAct(for: message.userID) else {
            throw ServiceError(.parameter, "userId must be the signed-in user")
        }
        guard message.homestayID > 0 else { throw ServiceError(.parameter, "homestayId must be at least 1") }
        guard message.livePeopleNum >= 1 else { throw ServiceError(.parameter, "livePeopleNum must be at least 1") }
        guard message.remark.count <= Self.maximumRemark else {
            throw ServiceError(
                .parameter, "remark has at most \(Self.maximumRemark) characters, this one has \(message.remark.count)")
        }
        guard message.remark.utf8.count <= Self.maximumRemarkBytes else {
            throw ServiceError(.parameter, "remark has at most \(Self.maximumRemarkBytes) bytes")
        }
        // PostgreSQL keeps none.
        guard !message.remark.utf8.contains(0) else {
            throw ServiceError(.parameter, "remark must not contain a NUL character")
        }
        if let key = metadata.idempotencyKey {
            guard (1...Self.maximumKey).contains(key.utf8.count) else {
                throw ServiceError(.parameter, "Idempotency-Key must have 1 to \(Self.maximumKey) characters")
            }
        }
        stay = try Stay(start: message.liveStartTime, end: message.liveEndTime, today: today, calendar: calendar)
        userID = message.userID
        homestayID = message.homestayID
        people = message.livePeopleNum
        withFood = message.isFood
        remark = message.remark
        idempotencyKey = metadata.idempotencyKey
    }

    /// The request in one line: two requests with the same line ask for the same.
    var fingerprint: String {
        "\(homestayID) \(stay.firstNight)+\(stay.nights) \(people) \(withFood) \(remark)"
    }
}
