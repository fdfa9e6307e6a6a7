import Testing

/// A task as asynq encodes it.
struct MessageEncoding: Decodable, Sendable, CustomTestStringConvertible {
    struct Fields: Decodable, Sendable {
        var type: String
        var payload: VectorBytes
        var id: String
        var queue: String
        var retry: Int64
        var retried: Int64
        var errorMsg: String
        var timeout: Int64
        var deadline: Int64
        var uniqueKey: String
        var lastFailedAt: Int64
        var retention: Int64
        var completedAt: Int64
        var groupKey: String
        var headers: [String: String]
    }

    var name: String
    /// Missing, with the encoding, where asynq refuses to encode it.
    var decodedTaskMessage: Fields?
    var encodedBase64: String?
    var mapOrderRandom: Bool?

    var encoded: [UInt8]? { encodedBase64.map { VectorBytes(base64: $0).bytes } }
    var testDescription: String { name }
}

/// The key of a uniqueness lock.
struct UniqueKeyVector: Decodable, Sendable {
    var queue: String
    var type: String
    var payloadBase64: String
    var payloadIsNil: Bool
    var uniqueKey: String
}

/// The names of all kinds of keys, by kind.
struct KeyNames: Decodable, Sendable {
    var keys: [String: String]
}
