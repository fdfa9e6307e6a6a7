import TravelContract

extension Pb_HomestayBusiness {
    init(_ business: Business) {
        self.init()
        id = business.id
        userID = business.hostID
        title = business.title
        info = business.info
        tags = business.tags
        cover = business.cover
        headerImg = business.headerImage
        star = business.star
        rank = business.rank
        sellMonth = business.soldLastMonth
        personConsume = business.spendPerPerson
    }
}

extension Pb_HomestayBusinessesResp {
    init(_ businesses: [Business]) {
        self.init()
        list = businesses.map(Pb_HomestayBusiness.init)
    }
}
