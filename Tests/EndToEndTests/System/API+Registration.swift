import JSON
import TestSupport
import Testing

extension API {
    /// A guest who has registered, where the command line may not make tokens.
    func registered() async throws -> Guest {
        let account = #"{"mobile":"13800000001","password":"open sesame"}"#
        var reply: Reply?
        // The process that keeps the users may still be starting.
        try await eventually("a guest is registered") {
            reply = try await post(Path.register, account)
            return reply?.status == 200
        }
        let token: String = try #require(reply).data.require("accessToken")
        let user = try await post(Path.user, "{}", as: Guest(number: 0, token: token))
        return Guest(number: try user.data.require("userInfo", as: User.self).id, token: token)
    }
}
