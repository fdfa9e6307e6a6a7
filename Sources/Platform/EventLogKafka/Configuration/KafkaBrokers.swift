public import EventLog

/// Brokers of one cluster, at least one: `host:port,host:port`.
public struct KafkaBrokers: Sendable, Hashable, CustomStringConvertible {
    /// The port of a broker that names none.
    public static let defaultPort = 9092

    public let addresses: [Address]

    /// Where a broker listens.
    public struct Address: Sendable, Hashable, CustomStringConvertible {
        /// A name or an IPv4 or IPv6 address, without brackets.
        public let host: String
        public let port: Int

        public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
    }

    /// - Throws: ``EventLogError`` with the code `invalidArgument`, which says what is wrong with which address.
    public init(_ text: String) throws(EventLogError) {
        var addresses: [Address] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let address = try Self.address(part.drop { $0 == " " })
            guard !addresses.contains(address) else {
                throw EventLogError(.invalidArgument, "the broker \(address) is listed twice")
            }
            addresses.append(address)
        }
        self.addresses = addresses
    }

    public var description: String { addresses.map(\.description).joined(separator: ",") }

    private static func address(_ text: Substring) throws(EventLogError) -> Address {
        guard !text.isEmpty else {
            throw EventLogError(.invalidArgument, "a broker is missing: the list reads host:port,host:port")
        }
        guard !text.contains("@") else {
            // What stands before it may be a password, so the text is not repeated.
            throw EventLogError(
                .invalidArgument, "a broker's address has an «@»: user and password are given apart from the brokers")
        }
        guard !text.contains("/") else {
            throw EventLogError(.invalidArgument, "the broker «\(text)» is a URL or a path; it reads host:port")
        }
        if text.first == "[" { return try addressInBrackets(text) }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2 else {
            throw EventLogError(
                .invalidArgument, "the broker «\(text)» has several colons; an IPv6 address stands in brackets")
        }
        return Address(host: try host(parts[0], of: text), port: try port(parts.dropFirst().first, of: text))
    }

    private static func addressInBrackets(_ text: Substring) throws(EventLogError) -> Address {
        guard let end = text.firstIndex(of: "]") else {
            throw EventLogError(.invalidArgument, "the broker «\(text)» lacks a «]»")
        }
        let host = text[text.index(after: text.startIndex)..<end]
        guard !host.isEmpty, host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else {
            throw EventLogError(.invalidArgument, "the broker «\(text)» has no IPv6 address in its brackets")
        }
        let rest = text[text.index(after: end)...]
        guard rest.isEmpty || rest.first == ":" else {
            throw EventLogError(.invalidArgument, "the broker «\(text)» has «\(rest)» after its address")
        }
        return Address(host: String(host), port: try port(rest.isEmpty ? nil : rest.dropFirst(), of: text))
    }

    private static func host(_ host: Substring, of text: Substring) throws(EventLogError) -> String {
        guard !host.isEmpty, host.utf8.allSatisfy({ isAllowed($0) }) else {
            throw EventLogError(.invalidArgument, "the broker «\(text)» has no valid host; it reads host:port")
        }
        return String(host)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    private static func port(_ port: Substring?, of text: Substring) throws(EventLogError) -> Int {
        guard let port else { return defaultPort }
        // `+1` and `010` mean different things to different readers.
        guard let number = Int(port), "\(number)" == port, (1...65535).contains(number) else {
            throw EventLogError(
                .invalidArgument, "the broker «\(text)» has the port «\(port)»; a port is 1 to 65535")
        }
        return number
    }
}
