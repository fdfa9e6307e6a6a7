import GRPCCore
import Hummingbird
import ServiceKit
import TravelContract

extension TravelAPIRoutes {
    func addComments(to routes: APIRoutes) {
        routes.post("/travel/v1/homestayComment/commentList") { (input: CommentListReq, _) in
            try await commentList(input)
        }
    }

    private func commentList(_ input: CommentListReq) async throws -> CommentListResp {
        var request = Pb_CommentPageReq()
        request.lastID = input.lastId
        request.pageSize = input.pageSize
        let comments = try await catalogue.commentPage(request).list
        let authors = try await profiles.profiles(of: comments.map(\.userID))
        return CommentListResp(
            list: comments.map { comment in
                HomestayComment(comment, author: authors[comment.userID] ?? Profile(userID: comment.userID))
            })
    }
}
