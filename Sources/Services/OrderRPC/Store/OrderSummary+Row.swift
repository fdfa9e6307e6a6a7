import Clocks
import Database
import OrderContract

/// Lists are read only, so that their rows go straight into the message.
extension Pb_HomestayOrderSummary {
    /// The columns that the message is read from, in order.
    static let columns = """
        id, sn, title, sub_title, homestay_id, cover, order_total_price, created_at, trade_state, live_start_date, \
        live_end_date, trade_code
        """

    init(_ row: inout RowReader) throws {
        self.init()
        id = try row.next()
        sn = try row.next()
        title = try row.next()
        subTitle = try row.next()
        homestayID = try row.next()
        cover = try row.next()
        orderTotalPrice = try row.next()
        createTime = Timestamp(nanoseconds: try row.next()).seconds
        tradeState = try row.next()
        liveStartDate = try row.next()
        liveEndDate = try row.next()
        tradeCode = try row.next()
    }
}
