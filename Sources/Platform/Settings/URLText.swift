/// What settings need to know of a URL; the backends parse the rest.
enum URLText {
    static func expectation(schemes: [String]) -> String {
        "a URL that begins with " + schemes.map { "\($0):" }.joined(separator: " or ")
    }

    static func hasScheme(_ text: String, of schemes: [String]) -> Bool {
        schemes.contains { text.hasPrefix("\($0):") }
    }

    /// The URL with its passwords masked, rather too much than too little where it is malformed.
    static func masked(_ text: String) -> String {
        guard let start = text.firstRange(of: "://")?.upperBound else { return text }
        let beforeQuery = text[start...].prefix { $0 != "?" && $0 != "#" }
        // The last "@", because a password may hold characters that somebody forgot to encode.
        guard let end = beforeQuery.lastIndex(of: "@") ?? text[start...].lastIndex(of: "@"),
            let colon = text[start..<end].firstIndex(of: ":")
        else { return maskedQuery(text) }
        return text[...colon] + SecretText.mask + maskedQuery(text[end...])
    }

    /// The text with what follows `password=` or `sentinelPassword=` masked, as libpq and Redis URLs have it in a query.
    private static func maskedQuery(_ text: some StringProtocol) -> String {
        text.split(separator: "&", omittingEmptySubsequences: false).map { part in
            let part = String(part)
            guard let value = part.firstRange(of: /password=/.ignoresCase())?.upperBound else { return part }
            return part[..<value] + SecretText.mask
        }.joined(separator: "&")
    }
}
