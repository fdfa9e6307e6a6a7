import Logging
import Testing

@testable import Telemetry

@Suite("Redaction")
struct LogRedactionTests {
    @Test(
        "what is called a secret is never written",
        arguments: [
            "authorization", "Authorization", "password", "db_password", "token", "accessToken", "refresh-token",
            "jwt.secret",
            "API-Key", "apiKey", "Cookie", "set-cookie", "credentials", "private_key",
        ])
    func hidden(key: String) throws {
        for makeLogger in [{ Logger.json($0) }, { Logger.terminal($0) }] as [(LogOutput) -> Logger] {
            let text = try captured { makeLogger($0).info("x", metadata: [key: "hunter2", "a": [key: "hunter2"]]) }
            #expect(!text.contains("hunter2"))
            #expect(text.contains("[redacted]"))
        }
    }

    @Test("other metadata is written", arguments: ["sn", "key", "author", "pass", "toke", "idempotency-key", "", "密码"])
    func shown(key: String) {
        #expect(!LogRedaction.standard.hides(key))
    }

    @Test("a program may hide words of its own")
    func ownWords() {
        let redaction = LogRedaction(hiding: ["mobile", ""])
        #expect(redaction.hides("guestMobile"))
        #expect(!redaction.hides("token"))
    }
}
