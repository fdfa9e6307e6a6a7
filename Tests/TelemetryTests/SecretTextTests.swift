import Logging
import Testing

@testable import Telemetry

@Suite("Secrets in texts")
struct SecretTextTests {
    private static let webToken = "eyJhbGciOiJIUzI1NiJ9.eyJqd3RVc2VySWQiOjF9.c2lnbmF0dXJlLXNpZw"

    @Test(
        "a secret that its form gives away is not written",
        arguments: [
            ("Authorization: Bearer hunter2", "Authorization: [redacted]"),
            ("sent bearer hunter2, refused", "sent bearer [redacted], refused"),
            ("Bearer hunter2", "Bearer [redacted]"),
            // A word after `bearer` cannot be told from a token.
            ("the bearer of bad news", "the bearer [redacted] bad news"),
            ("Basic aHVudGVyMjpodW50ZXIy", "Basic [redacted]"),
            ("Cookie: session=hunter2; theme=dark\nHost: x", "Cookie: [redacted]\nHost: x"),
            ("X-Api-Key: hunter2", "X-Api-Key: [redacted]"),
            ("redis://user:hunter2@host:6379/0", "redis://user:[redacted]@host:6379/0"),
            ("redis://:hunter2@host", "redis://:[redacted]@host"),
            ("postgres://u:hun/ter2@host/db is down", "postgres://u:[redacted]@host/db is down"),
            ("https://u:hunter2@a/x and https://v:hunter2@b", "https://u:[redacted]@a/x and https://v:[redacted]@b"),
            ("password=hunter2 host=x", "password=[redacted] host=x"),
            ("GET /a?access_token=hunter2&b=1", "GET /a?access_token=[redacted]&b=1"),
            ("password='hun ter2' x", "password='[redacted]' x"),
            (#"{"password":"hunter2","name":"Li"}"#, #"{"password":"[redacted]","name":"Li"}"#),
            (#"{"Token": "hun\"ter2", "a": 1}"#, #"{"Token": "[redacted]", "a": 1}"#),
            (#"{"secret": 42}"#, #"{"secret": [redacted]}"#),
            ("the token \(webToken) is expired", "the token [redacted] is expired"),
            ("token=", "token="),
            (#"{"password":""#, #"{"password":""#),
            (#"{"password":"hunter2\"#, #"{"password":"[redacted]"#),
            ("Bearer ", "Bearer "),
        ])
    func hidden(text: String, expected: String) {
        #expect(LogRedaction.standard.cleaned(text) == expected)
    }

    @Test(
        "other texts are written as they are",
        arguments: [
            "", "basic settings: read", "Basic authentication", "a=b&c=d", "x == token",
            "https://host:8080/a@b?c=d", "http://host/", "time 12:30:00", "the token is expired",
            "invalid token: expired",
            "eyJ", "eyJob.x", "://", "a://", "=", ":", "\":", "海🏠: naïve=ü",
        ])
    func shown(text: String) {
        #expect(LogRedaction.standard.cleaned(text) == text)
    }

    @Test("whatever ends a text, the scan ends too", arguments: ["Bearer x", "a://b:c@d", #""token": "x\""#, webToken])
    func prefixes(text: String) {
        for length in 0...text.count {
            let prefix = String(text.prefix(length))
            _ = LogRedaction.standard.cleaned(prefix)
            let value = prefix.filter(\.isLetter)
            #expect(LogRedaction.standard.cleaned("password=\(value)x") == "password=[redacted]")
        }
    }

    @Test("messages, values and errors are cleaned in both formats")
    func everywhere() throws {
        struct Refused: Error, CustomStringConvertible {
            let description = "AUTH failed for redis://u:hunter2@h"
        }
        for makeLogger in [{ Logger.json($0) }, { Logger.terminal($0) }] as [(LogOutput) -> Logger] {
            let text = try captured { output in
                makeLogger(output).error(
                    "calling with Bearer hunter2", error: Refused(),
                    metadata: [
                        "header": "Bearer hunter2", "urls": ["https://u:hunter2@h"],
                        "query": .stringConvertible(Refused()), "nested": ["a": "token=hunter2"],
                    ])
            }
            #expect(!text.contains("hunter2"))
            #expect(text.contains("[redacted]"))
        }
    }
}
