/// A host, by name or address, and a port: `127.0.0.1:9001`, `order-rpc:9001`, `[::1]:9001`.
public struct HostAndPort: Sendable, Hashable, CustomStringConvertible {
    /// A name, or an address without brackets.
    public let host: String
    /// 1 to 65535; 0 where any port is meant.
    public let port: Int

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// `nil` where `text` is not `host:port`.
    public init?(_ text: some StringProtocol) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        // `+1` and `010` mean different things to different readers.
        guard let port = Int(digits), "\(port)" == digits, (1...65535).contains(port) else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
            guard host.contains(":") else { return nil }
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, host.unicodeScalars.allSatisfy(Self.mayBeInHost) else { return nil }
        self.init(host: String(host), port: port)
    }

    public var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// Whether the host is an address, not a name.
    var isAddress: Bool {
        host.contains(":") || host.split(separator: ".").allSatisfy { UInt8($0) != nil }
    }

    private static func mayBeInHost(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            || ".-_:%".unicodeScalars.contains(scalar)
    }
}
