import Foundation

/// The event that a WeChat mini-program subscription message is to be sent.
public struct MiniProgramMessage: Codable, Sendable, Hashable {
    public static let topic = "send-wx-mini-tpl-message"

    /// The receiver, by WeChat's id.
    public let openid: String
    public let templateID: String
    /// The mini program's page that the message opens.
    public let page: String
    /// The template's fields.
    public let data: [String: String]

    public init(openid: String, templateID: String, page: String, data: [String: String]) {
        self.openid = openid
        self.templateID = templateID
        self.page = page
        self.data = data
    }

    /// The event's value.
    public func json() throws -> [UInt8] {
        try canonicalJSON(self)
    }
}

/// JSON with sorted keys: equal values give equal bytes.
func canonicalJSON(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try Array(encoder.encode(value))
}
