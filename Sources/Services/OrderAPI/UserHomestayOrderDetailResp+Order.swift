import JSON
import OrderContract
import PaymentContract
import ServiceKit

extension UserHomestayOrderDetailResp {
    /// An order with all that its guest may know of it.
    /// - Parameter payment: the payment, where there was one.
    init(_ order: Pb_HomestayOrder, payment: Pb_PaymentDetail? = nil) {
        self.init(
            sn: order.sn, userId: order.userID, homestayId: order.homestayID, title: order.title,
            subTitle: order.subTitle, cover: order.cover, info: order.info, foodInfo: order.foodInfo,
            foodPrice: JSONDecimal(fen: order.foodPrice), homestayPrice: JSONDecimal(fen: order.homestayPrice),
            marketHomestayPrice: JSONDecimal(fen: order.marketHomestayPrice),
            // The contract has floating-point numbers for these two.
            homestayBusinessId: JSONDecimal(unscaled: order.homestayBusinessID, scale: 0),
            homestayUserId: JSONDecimal(unscaled: order.homestayUserID, scale: 0),
            orderTotalPrice: JSONDecimal(fen: order.orderTotalPrice), createTime: order.createTime,
            tradeState: order.tradeState, liveStartDate: order.liveStartDate, liveEndDate: order.liveEndDate,
            tradeCode: order.tradeCode, foodTotalPrice: JSONDecimal(fen: order.foodTotalPrice),
            homestayTotalPrice: JSONDecimal(fen: order.homestayTotalPrice), remark: order.remark,
            livePeopleNum: order.livePeopleNum, needFood: order.needFood, payTime: payment?.payTime ?? 0,
            payType: payment?.payMode ?? "")
    }
}
