import Clocks

/// A guest's order.
struct Order: Sendable, Hashable {
    /// 0 before it is stored.
    var id: Int64
    var sn: String
    var userID: Int64
    var homestay: HomestaySnapshot
    var stay: Stay
    /// When the first night's day and the day of departure begin, in Unix seconds.
    var liveStartDate: Int64
    var liveEndDate: Int64
    var people: Int64
    var withFood: Bool
    var remark: String
    var price: Price
    /// What the guest shows to the host on arrival.
    var tradeCode: String
    var state: TradeState
    var createdAt: Timestamp
    /// Grows with each transition; a transition counts only on the version it was decided on.
    var version: Int64

    /// How much of a night the order takes.
    var placesTaken: Int64 { homestay.isSoldByPerson ? people : 1 }
}
