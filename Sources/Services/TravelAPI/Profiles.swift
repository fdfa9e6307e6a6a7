import GRPCCore
import ServiceKit
import UsercenterContract

/// What all guests may see of a user.
struct Profile: Sendable {
    let userID: UserID
    var nickname = ""
    var avatar = ""
    var info = ""
}

/// Looks up users' profiles.
struct Profiles: Sendable {
    let users: any Pb_usercenter.ClientProtocol

    /// How many users are asked for at the same time.
    private static let width = 8

    /// The profile of one user; an empty one where there is no such user.
    func profile(of user: UserID) async throws -> Profile {
        var request = Pb_GetUserInfoReq()
        request.id = user
        do {
            let found = try await users.getUserInfo(request).user
            return Profile(userID: user, nickname: found.nickname, avatar: found.avatar, info: found.info)
        } catch let error as RPCError where ServiceError(error).code.kind == .notFound {
            // A homestay or a comment is worth showing also when its user has left.
            return Profile(userID: user)
        }
    }

    /// The profiles of several users, by their ids.
    func profiles(of users: some Sequence<UserID>) async throws -> [UserID: Profile] {
        var waiting = Set(users)
        return try await withThrowingTaskGroup(of: Profile.self) { group in
            func start() {
                guard let user = waiting.popFirst() else { return }
                group.addTask { try await profile(of: user) }
            }
            for _ in 0..<Self.width { start() }
            var profiles: [UserID: Profile] = [:]
            while let profile = try await group.next() {
                profiles[profile.userID] = profile
                start()
            }
            return profiles
        }
    }
}
