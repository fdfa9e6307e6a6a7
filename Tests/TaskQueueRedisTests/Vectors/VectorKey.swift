/// A key of a vector with what it holds.
struct VectorKey: Decodable, Sendable {
    var key: String
    var content: RedisContent
    var expiry: VectorExpiry

    private enum CodingKeys: CodingKey { case key, type, ttl, value }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        key = try container.decode(String.self, forKey: .key)
        expiry = try container.decode(VectorExpiry.self, forKey: .ttl)
        switch try container.decode(String.self, forKey: .type) {
        case "string": content = .string(try container.decode(VectorBytes.self, forKey: .value).bytes)
        case "list": content = .list(try container.decode([VectorBytes].self, forKey: .value).map(\.bytes))
        case "set": content = .set(Set(try container.decode([VectorBytes].self, forKey: .value).map(\.bytes)))
        case "zset":
            let members = try container.decode([VectorBytes].self, forKey: .value)
            content = .sortedSet(Dictionary(uniqueKeysWithValues: members.map { ($0.bytes, $0.score ?? .nan) }))
        case "hash":
            content = .hash(try container.decode([String: VectorBytes].self, forKey: .value).mapValues(\.bytes))
        case let type:
            throw DecodingError.dataCorruptedError(forKey: .type, in: container, debugDescription: "type \(type)")
        }
    }
}

/// What a key of Redis holds.
enum RedisContent: Sendable, Hashable {
    case string([UInt8])
    /// From the head.
    case list([[UInt8]])
    case set(Set<[UInt8]>)
    case sortedSet([[UInt8]: Double])
    case hash([String: [UInt8]])
}

/// How long a key stays.
struct VectorExpiry: Decodable, Sendable, Hashable {
    /// `none`, `relative` or `absolute`.
    var `class`: String
    /// From now, rounded up.
    var seconds: Int64?
    var unix: Int64?
}
