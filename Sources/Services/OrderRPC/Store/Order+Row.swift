import Clocks
import Database

extension Order {
    /// Reads the columns in the order in which ``OrderTable`` selects them.
    init(_ row: inout RowReader) throws {
        id = try row.next()
        sn = try row.next()
        userID = try row.next()
        homestay = HomestaySnapshot(
            id: try row.next(), title: try row.next(), subTitle: try row.next(), cover: try row.next(),
            info: try row.next(), capacity: try row.next(), rowType: try row.next(), foodInfo: try row.next(),
            foodPrice: try row.next(), homestayPrice: try row.next(), marketHomestayPrice: try row.next(),
            businessID: try row.next(), hostID: try row.next())
        stay = Stay(firstNight: CalendarDay(number: try row.next()), nights: try row.next())
        liveStartDate = try row.next()
        liveEndDate = try row.next()
        people = try row.next()
        withFood = try row.next()
        remark = try row.next()
        let total: Int64 = try row.next()
        price = Price(food: try row.next(), homestay: try row.next(), total: total)
        tradeCode = try row.next()
        let number: Int64 = try row.next()
        guard let state = TradeState(rawValue: number) else {
            throw DatabaseError(.unexpectedType, "order \(sn) has the unknown state \(number)")
        }
        self.state = state
        createdAt = Timestamp(nanoseconds: try row.next())
        version = try row.next()
    }
}
