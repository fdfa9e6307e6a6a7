import Clocks
import Database
import OrderContract

/// The table of orders, within a transaction.
struct OrderTable {
    let connection: any DatabaseConnection

    init(_ connection: any DatabaseConnection) {
        self.connection = connection
    }

    /// The statement that stores a new order. It changes no row where the order's number is in use.
    static func insertion(of order: Order) -> DatabaseStatement {
        DatabaseStatement(
            """
            INSERT INTO homestay_order (
                sn, user_id, homestay_id, title, sub_title, cover, info, people_num, row_type, food_info, food_price,
                homestay_price, market_homestay_price, homestay_business_id, homestay_user_id, first_night, nights,
                live_start_date, live_end_date, live_people_num, need_food, remark, order_total_price,
                food_total_price, homestay_total_price, trade_code, trade_state, created_at, version
            ) VALUES (
                $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                $23, $24, $25, $26, $27, $28, $29
            ) ON CONFLICT (sn) DO NOTHING
            """,
            order.sn, order.userID, order.homestay.id, order.homestay.title, order.homestay.subTitle,
            order.homestay.cover, order.homestay.info, order.homestay.capacity, order.homestay.rowType,
            order.homestay.foodInfo, order.homestay.foodPrice, order.homestay.homestayPrice,
            order.homestay.marketHomestayPrice, order.homestay.businessID, order.homestay.hostID,
            order.stay.firstNight.number, order.stay.nights, order.liveStartDate, order.liveEndDate, order.people,
            order.withFood, order.remark, order.price.total, order.price.food, order.price.homestay, order.tradeCode,
            order.state.rawValue, order.createdAt.nanoseconds, order.version)
    }

    func order(sn: String) throws -> Order? {
        try connection.firstRow(Self.bySn, sn, read: Order.init)
    }

    static let bySn = "SELECT \(columns) FROM homestay_order WHERE sn = $1"

    /// A page of a guest's orders, newest first.
    func orders(_ page: OrderPage) throws -> [Order] {
        try rows(Self.columns, of: page, read: Order.init)
    }

    /// A page of a guest's orders in short, newest first.
    func summaries(_ page: OrderPage) throws -> [Pb_HomestayOrderSummary] {
        try rows(Pb_HomestayOrderSummary.columns, of: page, read: Pb_HomestayOrderSummary.init)
    }

    private func rows<Value>(
        _ columns: String, of page: OrderPage, read: (inout RowReader) throws -> Value
    ) throws -> [Value] {
        let before = page.lastID ?? .max
        guard let state = page.state else {
            return try connection.rows(Self.page(columns), page.userID, before, page.size, read: read)
        }
        return try connection.rows(
            Self.pageInState(columns), page.userID, before, page.size, state.rawValue, read: read)
    }

    static func page(_ columns: String) -> String {
        "SELECT \(columns) FROM homestay_order WHERE user_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"
    }

    static func pageInState(_ columns: String) -> String {
        """
        SELECT \(columns) FROM homestay_order WHERE user_id = $1 AND id < $2 AND trade_state = $4
        ORDER BY id DESC LIMIT $3
        """
    }

    /// The oldest orders that were placed at or before a moment and still await payment, to be closed. Those that
    /// another transaction is about to change are left to it.
    func unpaid(placedBy moment: Timestamp, limit: Int) throws -> [Order] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM homestay_order WHERE trade_state = 0 AND created_at <= $1
            ORDER BY created_at LIMIT $2 {skip locked}
            """,
            moment.nanoseconds, limit, read: Order.init)
    }

    /// Paid orders whose day of departure began before `seconds`, in Unix seconds, to expire. Those that another
    /// transaction is about to change are left to it.
    func paid(leavingBefore seconds: Int64, limit: Int) throws -> [Order] {
        try connection.rows(
            """
            SELECT \(Self.columns) FROM homestay_order WHERE trade_state = 1 AND live_end_date < $1
            ORDER BY live_end_date LIMIT $2 {skip locked}
            """,
            seconds, limit, read: Order.init)
    }

    /// Moves an order on; `false` where it is no longer at the version that it was read at.
    func setState(_ state: TradeState, of order: Order) throws -> Bool {
        try connection.execute(
            "UPDATE homestay_order SET trade_state = $1, version = version + 1 WHERE id = $2 AND version = $3",
            state.rawValue, order.id, order.version) == 1
    }

    static let columns = """
        id, sn, user_id, homestay_id, title, sub_title, cover, info, people_num, row_type, food_info, food_price, \
        homestay_price, market_homestay_price, homestay_business_id, homestay_user_id, first_night, nights, \
        live_start_date, live_end_date, live_people_num, need_food, remark, order_total_price, food_total_price, \
        homestay_total_price, trade_code, trade_state, created_at, version
        """
}
