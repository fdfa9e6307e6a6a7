import Clocks
import HTTPTypes
import Testing

@testable import PaymentProvider

@Suite("Notifications of the sandbox")
struct SandboxNotificationTests {
    @Test(
        "one without its headers is not signed", arguments: ["Sandbox-Timestamp", "Sandbox-Nonce", "Sandbox-Signature"])
    func missingHeader(name: String) async throws {
        var (headers, body) = try sandbox().signed(paid)
        headers[HTTPField.Name(name)!] = nil
        let error = await refusal(headers, body)
        #expect(error == PaymentNotificationError(.signature, "the header \(name) is missing"))
    }

    @Test(
        "a signature that is another, shorter, longer or no signature at all is refused",
        arguments: ["", "00", String(repeating: "0", count: 64), String(repeating: "é", count: 32), "zz"])
    func wrongSignature(signature: String) async throws {
        var (headers, body) = try sandbox().signed(paid)
        headers[.sandboxSignature] = signature
        #expect(await refusal(headers, body)?.code == .signature)
    }

    @Test("a signature made with another secret is refused")
    func otherSecret() async throws {
        let (headers, body) = try sandbox(secret: "another secret of theirs").signed(paid)
        #expect(await refusal(headers, body)?.code == .signature)
    }

    @Test("a body that was altered by one byte is refused, wherever the byte is")
    func alteredBody() async throws {
        let (headers, body) = try sandbox().signed(paid)
        for index in body.indices {
            var altered = body
            altered[index] ^= 1
            #expect(await refusal(headers, altered)?.code == .signature)
        }
        #expect(await refusal(headers, body + [0x20])?.code == .signature)
        #expect(await refusal(headers, [])?.code == .signature)
    }

    @Test("the timestamp and the nonce are signed too", arguments: [HTTPField.Name.sandboxTimestamp, .sandboxNonce])
    func alteredHeader(name: HTTPField.Name) async throws {
        var (headers, body) = try sandbox().signed(paid)
        headers[name] = "1893456001"
        #expect(await refusal(headers, body)?.code == .signature)
    }

    @Test("one signed more than five minutes from now is refused", arguments: [-301, 301, -86_400, 86_400])
    func stale(seconds: Int) async throws {
        let elsewhere = ManualWallClock(now: clock.now + .seconds(seconds))
        let (headers, body) = try sandbox(clock: elsewhere).signed(paid)
        #expect(await refusal(headers, body)?.code == .timestamp)
    }

    @Test("one signed up to five minutes from now is taken", arguments: [-300, 0, 300])
    func recent(seconds: Int) async throws {
        let elsewhere = ManualWallClock(now: clock.now + .seconds(seconds))
        let (headers, body) = try sandbox(clock: elsewhere).signed(paid)
        #expect(try await sandbox().notification(headers: headers, body: body) == paid)
    }

    @Test(
        "a timestamp that is no number, or beyond all time, is refused",
        arguments: ["now", "1e9", "9223372036854775807"])
    func strangeTimestamp(text: String) async throws {
        var (headers, body) = try sandbox().signed(paid)
        headers[.sandboxTimestamp] = text
        headers[.sandboxSignature] = SandboxSignature(secret: "a secret of the tests")
            .sign([Array(text.utf8), Array(headers[.sandboxNonce]!.utf8), body])
        #expect(await refusal(headers, body)?.code == .timestamp)
    }

    @Test(
        "what is signed and cannot be understood is refused, and the message names the field",
        arguments: [
            ("", "invalid JSON"), ("not JSON", "invalid JSON"), ("[]", "the document"), ("{}", "out_trade_no"),
            (#"{"out_trade_no":"","trade_state":"CLOSED","amount":{"total":1}}"#, "out_trade_no"),
            (#"{"out_trade_no":7,"trade_state":"CLOSED","amount":{"total":1}}"#, "out_trade_no"),
            (#"{"out_trade_no":"P","trade_state":"CLOSED"}"#, "amount"),
            (#"{"out_trade_no":"P","trade_state":"CLOSED","amount":{}}"#, "amount.total"),
            (#"{"out_trade_no":"P","trade_state":"CLOSED","amount":{"total":0}}"#, "amount.total"),
            (#"{"out_trade_no":"P","trade_state":"CLOSED","amount":{"total":-1}}"#, "amount.total"),
            (#"{"out_trade_no":"P","trade_state":"CLOSED","amount":{"total":1.5}}"#, "amount.total"),
            (#"{"out_trade_no":"P","amount":{"total":1}}"#, "trade_state"),
            (#"{"out_trade_no":"P","trade_state":"SUCCESS","amount":{"total":1},"success_time":1}"#, "transaction_id"),
            (
                #"{"out_trade_no":"P","trade_state":"SUCCESS","transaction_id":"","amount":{"total":1},"success_time":1}"#,
                "transaction_id"
            ),
            (
                #"{"out_trade_no":"P","trade_state":"SUCCESS","transaction_id":"S","amount":{"total":1}}"#,
                "success_time"
            ),
        ])
    func unreadable(body: String, field: String) async throws {
        let (headers, body) = try sandbox().signed(body: Array(body.utf8))
        let error = await refusal(headers, body)
        #expect(error?.code == .format)
        #expect(error?.message.hasPrefix(field) == true)
    }

    @Test("a payment that failed has no transaction and no time of success")
    func failed() async throws {
        let body = #"{"out_trade_no":"P","trade_state":"PAYERROR","amount":{"total":1}}"#
        let (headers, bytes) = try sandbox().signed(body: Array(body.utf8))
        let notification = try await sandbox().notification(headers: headers, body: bytes)
        #expect(!notification.isSuccess)
        #expect(notification.transactionID.isEmpty)
        #expect(notification.successTime == nil)
    }

    /// Why the sandbox refuses a notification; `nil` where it does not.
    private func refusal(_ headers: HTTPFields, _ body: [UInt8]) async -> PaymentNotificationError? {
        do {
            _ = try await sandbox().notification(headers: headers, body: body)
            return nil
        } catch {
            return error as? PaymentNotificationError
        }
    }
}
