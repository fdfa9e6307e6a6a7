import Database
import Foundation

/// The parts of a URL that names a PostgreSQL database.
///
/// Not Foundation's `URL`: what goes wrong is to be named, without repeating what may be a password.
struct PostgresURL {
    private(set) var user: String?
    private(set) var password: String?
    private(set) var host: String?
    private(set) var port: Int?
    private(set) var database: String?
    private(set) var options: [(name: String, value: String)] = []

    init(_ url: String) throws(DatabaseError) {
        guard let scheme = ["postgres://", "postgresql://"].first(where: { url.lowercased().hasPrefix($0) }) else {
            throw .invalidURL("it begins with postgres:// or postgresql://")
        }
        let rest = url.dropFirst(scheme.count)
        let authority = rest.prefix { !"/?#".contains($0) }
        let tail = rest[authority.endIndex...]
        guard authority.contains("@") || !tail.contains("@") else {
            throw .invalidURL(
                "characters with a meaning in a URL, such as / ? #, are written %2F %3F %23 in a password")
        }
        guard !tail.contains("#") else { throw .invalidURL("nothing follows a #") }
        try readAuthority(authority)
        let path = tail.prefix { $0 != "?" }
        if path.count > 1 { database = try Self.decoded(path.dropFirst(), "the database's name") }
        guard !path.dropFirst().contains("/") else { throw .invalidURL("the database's name contains a slash") }
        try readOptions(tail[path.endIndex...].dropFirst())
    }

    private mutating func readAuthority(_ text: Substring) throws(DatabaseError) {
        var place = text
        if let at = text.lastIndex(of: "@") {
            try readCredentials(text[..<at])
            place = text[text.index(after: at)...]
        }
        guard !place.contains(",") else { throw .invalidURL("there is one host, not a list of them") }
        var name = place
        var port = place[place.endIndex...]
        if place.first == "[" {
            guard let end = place.firstIndex(of: "]") else {
                throw .invalidURL("an IPv6 address lacks its closing bracket")
            }
            name = place[..<end].dropFirst()
            port = place[end...].dropFirst()
            guard port.isEmpty || port.first == ":" else {
                throw .invalidURL("what follows an IPv6 address is no port")
            }
        } else if let colon = place.lastIndex(of: ":") {
            name = place[..<colon]
            port = place[colon...]
            guard !name.contains(":") else { throw .invalidURL("an IPv6 address is written in brackets") }
        }
        host = try Self.decoded(name, "the host")
        if !port.isEmpty { self.port = try Self.port(port.dropFirst()) }
    }

    private mutating func readCredentials(_ text: Substring) throws(DatabaseError) {
        guard let colon = text.firstIndex(of: ":") else {
            user = try Self.decoded(text, "the user")
            return
        }
        user = try Self.decoded(text[..<colon], "the user")
        password = try Self.decoded(text[text.index(after: colon)...], "the password")
    }

    private mutating func readOptions(_ text: Substring) throws(DatabaseError) {
        for option in text.split(separator: "&") {
            let name = option.prefix { $0 != "=" }
            guard name.endIndex < option.endIndex else { throw .invalidURL("the option \"\(name)\" has no value") }
            guard !options.contains(where: { $0.name == name }) else {
                throw .invalidURL("the option \"\(name)\" is given twice")
            }
            let value = try Self.decoded(option[name.endIndex...].dropFirst(), "the option \"\(name)\"")
            options.append((String(name), value))
        }
    }

    /// The text is not repeated: it may be part of a password that is not percent-encoded.
    private static func port(_ text: Substring) throws(DatabaseError) -> Int {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let port = Int(text),
            (1...65535).contains(port)
        else { throw .invalidURL("the port is a number from 1 to 65535") }
        return port
    }

    private static func decoded(_ text: Substring, _ what: String) throws(DatabaseError) -> String {
        guard let decoded = text.removingPercentEncoding else {
            throw .invalidURL("\(what) has a % that no two hexadecimal digits follow, or is not UTF-8")
        }
        guard !decoded.utf8.contains(0) else { throw .invalidURL("\(what) contains a NUL character") }
        return decoded
    }
}
