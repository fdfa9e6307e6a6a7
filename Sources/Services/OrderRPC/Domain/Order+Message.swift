import Clocks
import OrderContract

extension Pb_HomestayOrder {
    init(_ order: Order) {
        self.init()
        id = order.id
        sn = order.sn
        userID = order.userID
        homestayID = order.homestay.id
        title = order.homestay.title
        subTitle = order.homestay.subTitle
        cover = order.homestay.cover
        info = order.homestay.info
        peopleNum = order.homestay.capacity
        rowType = order.homestay.rowType
        foodInfo = order.homestay.foodInfo
        foodPrice = order.homestay.foodPrice
        homestayPrice = order.homestay.homestayPrice
        marketHomestayPrice = order.homestay.marketHomestayPrice
        homestayBusinessID = order.homestay.businessID
        homestayUserID = order.homestay.hostID
        liveStartDate = order.liveStartDate
        liveEndDate = order.liveEndDate
        livePeopleNum = order.people
        tradeState = order.state.rawValue
        tradeCode = order.tradeCode
        remark = order.remark
        orderTotalPrice = order.price.total
        foodTotalPrice = order.price.food
        homestayTotalPrice = order.price.homestay
        createTime = order.createdAt.seconds
        needFood = order.withFood ? 1 : 0
    }
}

extension Pb_UpdateHomestayOrderTradeStateResp {
    init(_ order: Order) {
        self.init()
        id = order.id
        userID = order.userID
        sn = order.sn
        tradeCode = order.tradeCode
        liveStartDate = order.liveStartDate
        liveEndDate = order.liveEndDate
        orderTotalPrice = order.price.total
        title = order.homestay.title
    }
}
