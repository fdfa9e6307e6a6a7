/// Which pages of other origins may call, as browsers ask (CORS, of the Fetch standard).
public struct CrossOriginPolicy: Sendable, Hashable {
    /// A policy that no browser would follow, or that would open the service to any page in its user's name.
    public struct Invalid: Error, Sendable, Equatable, CustomStringConvertible {
        public let description: String
    }

    /// The origins as browsers write them, in lower case.
    let origins: Set<String>
    let allowsAny: Bool
    /// Whether pages may send cookies and the browser's own sign-ins along. Tokens that a page itself puts into
    /// `Authorization` need no such leave.
    public let allowsCredentials: Bool
    /// How long a browser remembers what it was allowed, in seconds.
    let memory = 600

    /// - Parameter origins: each a scheme and a host, with a port where it is not the scheme's own:
    ///   `https://app.example.com`. `*` alone is all.
    /// - Throws: ``Invalid`` for what is no origin, and for `*` with credentials.
    public init(origins: [String], allowsCredentials: Bool = false) throws(Invalid) {
        guard !origins.isEmpty else { throw Invalid(description: "there is no origin") }
        allowsAny = origins == ["*"]
        if allowsAny, allowsCredentials {
            throw Invalid(description: "* cannot be together with credentials: name the origins that may have them")
        }
        for origin in origins where !allowsAny && !Self.isOrigin(origin) {
            throw Invalid(description: "«\(origin)» is not an origin such as https://app.example.com")
        }
        self.origins = allowsAny ? [] : Set(origins.map { $0.lowercased() })
        self.allowsCredentials = allowsCredentials
    }

    /// What `Access-Control-Allow-Origin` says to an origin; `nil` where it is not allowed.
    func allowed(_ origin: String) -> String? {
        if allowsAny { return "*" }
        return origins.contains(origin.lowercased()) ? origin : nil
    }

    private static func isOrigin(_ text: String) -> Bool {
        guard let scheme = ["http://", "https://"].first(where: text.hasPrefix) else { return false }
        let host = text.dropFirst(scheme.count)
        return !host.isEmpty
            && host.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"),
                    UInt8(ascii: "["), UInt8(ascii: "]"):
                    true
                default: false
                }
            }
    }
}
