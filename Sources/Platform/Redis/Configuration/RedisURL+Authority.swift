extension RedisURL {
    /// Reads what stands before the path: `user:password@host:port,host:port`.
    mutating func readAuthority(_ text: Substring) throws(RedisError) {
        var rest = text
        if let at = text.lastIndex(of: "@") {
            try readCredentials(text[..<at])
            rest = text[text.index(after: at)...]
        }
        guard kind != .unixSocket else {
            guard rest.isEmpty else { throw RedisError(.invalidURL, "a socket's path begins with a slash") }
            return
        }
        let defaultPort = kind == .sentinel ? 26379 : 6379
        for host in rest.split(separator: ",", omittingEmptySubsequences: false) {
            hosts.append(try Self.address(host, defaultPort: defaultPort))
        }
    }

    /// Nothing of this is repeated in an error: it may be a password that was written in the wrong place.
    private mutating func readCredentials(_ text: Substring) throws(RedisError) {
        guard let colon = text.firstIndex(of: ":") else {
            user = try Self.decoded(text, "the user")
            return
        }
        let name = try Self.decoded(text[..<colon], "the user")
        user = name.isEmpty ? nil : name
        password = try Self.decoded(text[text.index(after: colon)...], "the password")
    }

    private static func address(_ text: Substring, defaultPort: Int) throws(RedisError) -> RedisAddress {
        var host = text
        var port = text[text.endIndex...]
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else {
                throw RedisError(.invalidURL, "an IPv6 address lacks its closing bracket")
            }
            host = text[text.index(after: text.startIndex)..<end]
            port = text[text.index(after: end)...]
            guard port.isEmpty || port.first == ":" else {
                throw RedisError(.invalidURL, "what follows an IPv6 address is no port")
            }
        } else if let colon = text.lastIndex(of: ":") {
            host = text[..<colon]
            port = text[colon...]
            guard !host.contains(":") else {
                throw RedisError(.invalidURL, "an IPv6 address is written in brackets")
            }
        }
        guard !host.isEmpty else { throw RedisError(.invalidURL, "a host is missing") }
        guard !host.contains(where: { "[]%".contains($0) || $0.isWhitespace }) else {
            throw RedisError(.invalidURL, "a host has a bracket, a % or a space in its name")
        }
        guard !port.isEmpty else { return .host(String(host), port: defaultPort) }
        return .host(String(host), port: try number(String(port.dropFirst()), as: "the port", in: 1...65535))
    }

    /// A number that is written in digits alone. An error does not repeat the text, which may be a misplaced password.
    static func number(_ text: String, as name: String, in range: ClosedRange<Int>) throws(RedisError) -> Int {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let number = Int(text),
            range.contains(number)
        else {
            throw RedisError(
                .invalidURL, "\(name) is a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// The text with `%41` read as `A`. Errors name what it is, not what it holds.
    static func decoded(_ text: Substring, _ what: String) throws(RedisError) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexDigit), let low = rest.popFirst().flatMap(hexDigit) else {
                throw RedisError(.invalidURL, "\(what) has a % that no two hexadecimal digits follow")
            }
            bytes.append(high << 4 | low)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw RedisError(.invalidURL, "\(what) is not UTF-8")
        }
        return text
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
