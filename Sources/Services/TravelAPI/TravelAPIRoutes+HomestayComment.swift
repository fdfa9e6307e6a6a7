import APIRuntime
import GRPCCore
import ServiceKit
import TravelContract

extension TravelAPIRoutes: HomestayCommentHandlers {
    func commentList(_ input: CommentListReq, in call: APIRequest) async throws -> CommentListResp {
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
