import Clocks
public import HTTPTypes
import JSON

extension SandboxProvider {
    /// How far a notification's timestamp may be from the present, either way: 5 minutes.
    public static let maximumSkew = Duration.seconds(300)

    public func notification(
        headers: HTTPFields, body: [UInt8]
    ) async throws(PaymentNotificationError) -> PaymentNotification {
        let timestamp = try Self.require(.sandboxTimestamp, in: headers)
        let nonce = try Self.require(.sandboxNonce, in: headers)
        let given = try Self.require(.sandboxSignature, in: headers)
        guard signature.isValid(given, for: [Array(timestamp.utf8), Array(nonce.utf8), body]) else {
            throw PaymentNotificationError(.signature, "the signature does not fit the notification")
        }
        guard let seconds = Int64(timestamp) else {
            throw PaymentNotificationError(.timestamp, "\(HTTPField.Name.sandboxTimestamp) is not a number of seconds")
        }
        let age = clock.now - Timestamp(seconds: seconds)
        guard (.zero - Self.maximumSkew...Self.maximumSkew).contains(age) else {
            throw PaymentNotificationError(
                .timestamp, "the notification was signed more than \(Self.maximumSkew.text) from now")
        }
        do {
            return try SandboxNotification(parsing: body).content
        } catch {
            throw PaymentNotificationError(.format, error.message)
        }
    }

    /// A notification as the sandbox sends it: signed now.
    public func signed(_ notification: PaymentNotification) -> (headers: HTTPFields, body: [UInt8]) {
        signed(body: SandboxNotification(content: notification).jsonBytes())
    }

    /// Any body, signed as a notification's is.
    func signed(body: [UInt8]) -> (headers: HTTPFields, body: [UInt8]) {
        let (timestamp, nonce) = (String(clock.now.seconds), Self.nonce())
        let headers: HTTPFields = [
            .contentType: "application/json",
            .sandboxTimestamp: timestamp,
            .sandboxNonce: nonce,
            .sandboxSignature: signature.sign([Array(timestamp.utf8), Array(nonce.utf8), body]),
        ]
        return (headers, body)
    }

    private static func require(
        _ name: HTTPField.Name, in headers: HTTPFields
    ) throws(PaymentNotificationError) -> String {
        guard let value = headers[name], !value.isEmpty else {
            throw PaymentNotificationError(.signature, "the header \(name) is missing")
        }
        return value
    }
}

extension HTTPField.Name {
    /// When a notification was signed, in Unix seconds.
    static let sandboxTimestamp = Self("Sandbox-Timestamp")!
    static let sandboxNonce = Self("Sandbox-Nonce")!
    /// The signature over timestamp, nonce and body, each followed by a line feed.
    static let sandboxSignature = Self("Sandbox-Signature")!
}
