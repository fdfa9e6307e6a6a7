import JSON
import ServiceKit
import TravelContract

extension Homestay {
    /// A homestay, its prices in yuan.
    init(_ homestay: Pb_Homestay) {
        self.init(
            id: homestay.id, title: homestay.title, subTitle: homestay.subTitle, banner: homestay.banner,
            info: homestay.info, peopleNum: homestay.peopleNum, homestayBusinessId: homestay.homestayBusinessID,
            userId: homestay.userID, rowState: homestay.rowState, rowType: homestay.rowType,
            foodInfo: homestay.foodInfo, foodPrice: JSONDecimal(fen: homestay.foodPrice),
            homestayPrice: JSONDecimal(fen: homestay.homestayPrice),
            marketHomestayPrice: JSONDecimal(fen: homestay.marketHomestayPrice))
    }
}
