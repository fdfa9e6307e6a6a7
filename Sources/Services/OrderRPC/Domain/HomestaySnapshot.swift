import TravelContract

/// A homestay as it was when the order was placed: what the guest was shown is what is charged.
struct HomestaySnapshot: Sendable, Hashable {
    var id: Int64
    var title: String
    var subTitle: String
    /// The first image of the homestay's banner.
    var cover: String
    var info: String
    /// The most people it takes.
    var capacity: Int64
    /// 0 sold by room, 1 sold by person.
    var rowType: Int64
    var foodInfo: String
    /// Fen per person and night.
    var foodPrice: Int64
    /// Fen per night, and per person where it is sold by person.
    var homestayPrice: Int64
    /// The list price, in fen.
    var marketHomestayPrice: Int64
    var businessID: Int64
    /// The host.
    var hostID: Int64

    var isSoldByPerson: Bool { rowType == 1 }

    /// How many guests share a night: a room has one party.
    var placesPerNight: Int64 { isSoldByPerson ? capacity : 1 }

    var rate: Price.Rate { Price.Rate(homestay: homestayPrice, food: foodPrice, isByPerson: isSoldByPerson) }
}

extension HomestaySnapshot {
    init(_ message: Pb_Homestay) {
        self.init(
            id: message.id, title: message.title, subTitle: message.subTitle,
            cover: message.banner.split(separator: ",", maxSplits: 1).first.map(String.init) ?? "",
            info: message.info, capacity: message.peopleNum, rowType: message.rowType, foodInfo: message.foodInfo,
            foodPrice: message.foodPrice, homestayPrice: message.homestayPrice,
            marketHomestayPrice: message.marketHomestayPrice, businessID: message.homestayBusinessID,
            hostID: message.userID)
    }
}
