import JSON
import Testing

extension Ledger {
    /// Checks that each acknowledged order is there and is what was asked for.
    /// - Returns: the orders' states, by their numbers.
    @discardableResult
    func checkOrders(on api: API) async throws -> [String: Int] {
        var states: [String: Int] = [:]
        for order in placed {
            let detail = try await api.detail(order.sn, as: order.guest)
            #expect(try detail.require("userId") == order.guest.number)
            #expect(try detail.require("homestayId") == order.wish.homestay)
            #expect(try detail.require("livePeopleNum") == order.wish.people)
            let (start, end): (Int64, Int64) = try (detail.require("liveStartDate"), detail.require("liveEndDate"))
            #expect((end - start) / 86_400 == order.wish.nights)
            states[order.sn] = try detail.require("tradeState")
        }
        return states
    }
}
