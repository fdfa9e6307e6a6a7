import JSON
import TravelContract

struct CommentListResp: JSONEncodable, Sendable {
    let list: [HomestayComment]

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("list", list)
        json.endObject()
    }
}

/// A comment with its author's name and picture.
struct HomestayComment: JSONEncodable, Sendable {
    let message: Pb_HomestayComment
    let author: Profile

    init(_ message: Pb_HomestayComment, author: Profile) {
        self.message = message
        self.author = author
    }

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("id", message.id)
        json.field("homestayId", message.homestayID)
        json.field("content", message.content)
        json.field("star", message.star)
        json.field("userId", message.userID)
        json.field("nickname", author.nickname)
        json.field("avatar", author.avatar)
        json.endObject()
    }
}
