import JSON
import TravelContract

struct GoodBossResp: JSONEncodable, Sendable {
    let list: [HomestayBusinessBoss]

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("list", list)
        json.endObject()
    }
}

struct HomestayBussinessListResp: JSONEncodable, Sendable {
    let list: [HomestayBusinessListInfo]

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("list", list)
        json.endObject()
    }
}

struct HomestayBussinessDetailResp: JSONEncodable, Sendable {
    let boss: HomestayBusinessBoss

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("boss", boss)
        json.endObject()
    }
}

/// A host, as guests see one. Both ids are the user's.
struct HomestayBusinessBoss: JSONEncodable, Sendable {
    let host: Profile
    /// The place among the best, from 1; 0 for a host who is not among them.
    let rank: Int64

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("id", host.userID)
        json.field("userId", host.userID)
        json.field("nickname", host.nickname)
        json.field("avatar", host.avatar)
        json.field("info", host.info)
        json.field("rank", rank)
        json.endObject()
    }
}

/// A business in a list.
struct HomestayBusinessListInfo: JSONEncodable, Sendable {
    let message: Pb_HomestayBusiness

    init(_ message: Pb_HomestayBusiness) {
        self.message = message
    }

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("id", message.id)
        json.field("title", message.title)
        json.field("info", message.info)
        json.field("tags", message.tags)
        json.field("cover", message.cover)
        json.field("star", message.star)
        // Nobody's favourites are kept: the list is the same for all.
        json.field("isFav", 0)
        json.field("headerImg", message.headerImg)
        json.field("sellMonth", message.sellMonth)
        json.field("personConsume", wholeYuan(message.personConsume))
        json.endObject()
    }

    /// The contract has an integer here, so an average loses its fen.
    private func wholeYuan(_ fen: Int64) -> Int64 {
        fen / 100 + (fen % 100 >= 50 ? 1 : 0)
    }
}
