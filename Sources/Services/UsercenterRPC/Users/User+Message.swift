import UsercenterContract

extension Pb_User {
    init(_ user: User) {
        self.init()
        id = user.id
        mobile = user.mobile
        nickname = user.nickname
        sex = user.sex
        avatar = user.avatar
        info = user.info
    }
}

extension Pb_UserAuth {
    init(_ auth: UserAuth) {
        self.init()
        id = auth.id
        userID = auth.userID
        authType = auth.kind
        authKey = auth.key
    }
}
