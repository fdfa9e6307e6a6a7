import TravelContract

extension Pb_Homestay {
    init(_ homestay: Homestay) {
        self.init()
        id = homestay.id
        title = homestay.title
        subTitle = homestay.subTitle
        banner = homestay.banner
        info = homestay.info
        peopleNum = homestay.capacity
        homestayBusinessID = homestay.businessID
        userID = homestay.hostID
        rowState = homestay.state
        rowType = homestay.type
        foodInfo = homestay.foodInfo
        foodPrice = homestay.foodPrice
        homestayPrice = homestay.price
        marketHomestayPrice = homestay.marketPrice
    }
}

extension Pb_HomestaysResp {
    init(_ homestays: [Homestay]) {
        self.init()
        list = homestays.map(Pb_Homestay.init)
    }
}
