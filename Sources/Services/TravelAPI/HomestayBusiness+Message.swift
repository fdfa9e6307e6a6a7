import JSON
import TravelContract

extension HomestayBusinessListInfo {
    /// A business in a list.
    init(_ business: Pb_HomestayBusiness) {
        self.init(
            id: business.id, title: business.title, info: business.info, tags: business.tags, cover: business.cover,
            star: JSONDecimal(rating: business.star),
            // Nobody's favourites are kept: the list is the same for all.
            isFav: 0, headerImg: business.headerImg, sellMonth: business.sellMonth,
            personConsume: Self.wholeYuan(business.personConsume))
    }

    /// The contract has an integer here, so an average loses its fen.
    private static func wholeYuan(_ fen: Int64) -> Int64 {
        fen / 100 + (fen % 100 >= 50 ? 1 : 0)
    }
}

extension HomestayBusinessBoss {
    /// A host, as guests see one. Both ids are the user's.
    /// - Parameter rank: the place among the best, from 1; 0 for a host who is not among them.
    init(_ host: Profile, rank: Int64) {
        self.init(
            id: host.userID, userId: host.userID, nickname: host.nickname, avatar: host.avatar, info: host.info,
            rank: rank)
    }
}
