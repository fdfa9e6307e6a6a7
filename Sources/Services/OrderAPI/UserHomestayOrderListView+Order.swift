import JSON
import OrderContract
import ServiceKit

extension UserHomestayOrderListView {
    /// An order as the list shows it.
    init(_ order: Pb_HomestayOrderSummary) {
        self.init(
            sn: order.sn, title: order.title, subTitle: order.subTitle, homestayId: order.homestayID,
            cover: order.cover, orderTotalPrice: JSONDecimal(fen: order.orderTotalPrice), createTime: order.createTime,
            tradeState: order.tradeState, liveStartDate: order.liveStartDate, liveEndDate: order.liveEndDate,
            tradeCode: order.tradeCode)
    }

    /// What the list shows of a whole order.
    init(_ order: Pb_HomestayOrder) {
        self.init(
            sn: order.sn, title: order.title, subTitle: order.subTitle, homestayId: order.homestayID,
            cover: order.cover, orderTotalPrice: JSONDecimal(fen: order.orderTotalPrice), createTime: order.createTime,
            tradeState: order.tradeState, liveStartDate: order.liveStartDate, liveEndDate: order.liveEndDate,
            tradeCode: order.tradeCode)
    }
}
