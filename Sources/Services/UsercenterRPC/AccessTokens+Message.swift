import Clocks
import ServiceKit
import UsercenterContract

// Times are Unix seconds.

extension Pb_RegisterResp {
    init(_ issued: AccessTokens.Issued) {
        self.init()
        accessToken = issued.token
        accessExpire = issued.expiresAt.seconds
        refreshAfter = issued.refreshAfter.seconds
    }
}

extension Pb_LoginResp {
    init(_ issued: AccessTokens.Issued) {
        self.init()
        accessToken = issued.token
        accessExpire = issued.expiresAt.seconds
        refreshAfter = issued.refreshAfter.seconds
    }
}

extension Pb_GenerateTokenResp {
    init(_ issued: AccessTokens.Issued) {
        self.init()
        accessToken = issued.token
        accessExpire = issued.expiresAt.seconds
        refreshAfter = issued.refreshAfter.seconds
    }
}
