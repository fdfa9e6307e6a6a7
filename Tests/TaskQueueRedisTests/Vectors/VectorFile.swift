import Foundation

/// What asynq 0.26 was seen to write to Redis: `vectors.json`.
struct VectorFile: Decodable {
    var vectors: [Vector]
    var taskMessageEncoding: [MessageEncoding]
    var otherEncodings: OtherEncodings
    var uniqueKeys: [UniqueKeyVector]
    var keyNames: KeyNames

    /// The file, read once.
    static let shared: VectorFile = {
        do {
            guard let url = Bundle.module.url(forResource: "vectors", withExtension: "json") else {
                throw CocoaError(.fileNoSuchFile)
            }
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .custom { path in CamelCaseKey(path[path.count - 1].stringValue) }
            return try decoder.decode(VectorFile.self, from: Data(contentsOf: url))
        } catch {
            fatalError("vectors.json cannot be read: \(error)")
        }
    }()

    static func vector(_ name: String) -> Vector {
        guard let vector = shared.vectors.first(where: { $0.name == name }) else { fatalError("no vector \(name)") }
        return vector
    }
}

/// One operation, with the state of Redis before and after it.
struct Vector: Decodable, Sendable {
    var name: String
    var operation: String
    var before: Keyspace
    var after: Keyspace
    var startedAtUnixNano: Int64
    var afterAtUnixNano: Int64
    var afterQueueInfo: [String: QueueInfo]
    var enqueueCalls: [EnqueueCall]?
    var aggregationSetId: String?
    var entryId: String?
    var intermediate: [Intermediate]?
}

/// The state at a point within an operation.
struct Intermediate: Decodable, Sendable {
    var stage: String
    var atUnixNano: Int64
    var state: Keyspace
}

/// The keys of Redis; those by which servers show themselves apart.
struct Keyspace: Decodable, Sendable {
    var keys: [VectorKey]
    var serverKeys: [VectorKey]
}

struct VectorBytes: Decodable, Sendable, Hashable {
    var base64: String
    var score: Double?

    var bytes: [UInt8] { Data(base64Encoded: base64).map(Array.init) ?? [] }
}

/// What asynq's inspector says of a queue.
struct QueueInfo: Decodable, Sendable, Equatable {
    var active: Int, aggregating: Int, archived: Int, completed: Int, pending: Int, retry: Int, scheduled: Int
    var size: Int, groups: Int
    var failedToday: Int64, failedTotal: Int64, processedToday: Int64, processedTotal: Int64
    var latencyNs: Int64
    var paused: Bool
}

struct EnqueueCall: Decodable, Sendable {
    var taskType: String
    var payload: VectorBytes
    var headers: [String: String]?
    var error: String?
}

/// Single records, encoded.
struct OtherEncodings: Decodable, Sendable {
    struct Encoding: Decodable, Sendable { var encodedBase64: String }
    var schedulerEnqueueEvent: Encoding
    var schedulerEntryNeverRun: Encoding
    var serverInfo: Encoding
    var workerInfo: Encoding
}

/// `after_queue_info` as `afterQueueInfo`.
private struct CamelCaseKey: CodingKey {
    let stringValue: String
    let intValue: Int? = nil

    init(_ name: String) {
        let words = name.split(separator: "_", omittingEmptySubsequences: false)
        stringValue = words.dropFirst().reduce(String(words[0])) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
    }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
