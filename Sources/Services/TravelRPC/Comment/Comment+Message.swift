import TravelContract

extension Pb_HomestayComment {
    init(_ comment: Comment) {
        self.init()
        id = comment.id
        homestayID = comment.homestayID
        userID = comment.authorID
        content = comment.content
        star = comment.star
    }
}

extension Pb_HomestayCommentsResp {
    init(_ comments: [Comment]) {
        self.init()
        list = comments.map(Pb_HomestayComment.init)
    }
}
