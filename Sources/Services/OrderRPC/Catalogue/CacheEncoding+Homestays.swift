import Cache
import SwiftProtobuf
import TravelContract

extension CacheEncoding<HomestayCatalogue.Key, HomestayOffer> {
    /// As travel-rpc's own message, which every version of order-rpc can read.
    static var homestays: Self {
        CacheEncoding(
            key: { "\($0.revision):\($0.id)" },
            encode: { offer in try Pb_Homestay(offer).serializedBytes() },
            decode: { bytes in HomestayOffer(try Pb_Homestay(serializedBytes: bytes)) })
    }
}

extension Pb_Homestay {
    /// What an order needs of a homestay.
    init(_ offer: HomestayOffer) {
        let homestay = offer.homestay
        self = .with {
            $0.id = homestay.id
            $0.title = homestay.title
            $0.subTitle = homestay.subTitle
            $0.banner = homestay.cover
            $0.info = homestay.info
            $0.peopleNum = homestay.capacity
            $0.rowType = homestay.rowType
            $0.foodInfo = homestay.foodInfo
            $0.foodPrice = homestay.foodPrice
            $0.homestayPrice = homestay.homestayPrice
            $0.marketHomestayPrice = homestay.marketHomestayPrice
            $0.homestayBusinessID = homestay.businessID
            $0.userID = homestay.hostID
            $0.rowState = offer.isOnSale ? 1 : 0
        }
    }
}
