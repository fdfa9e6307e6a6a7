import JSON
import TravelContract

extension HomestayComment {
    /// A comment with its author's name and picture.
    init(_ comment: Pb_HomestayComment, author: Profile) {
        self.init(
            id: comment.id, homestayId: comment.homestayID, content: comment.content,
            star: JSONDecimal(rating: comment.star), userId: comment.userID, nickname: author.nickname,
            avatar: author.avatar)
    }
}
