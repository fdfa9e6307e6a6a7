import TaskQueue

/// What the broker needs to know of its server.
struct ServerFacts: Sendable, Hashable {
    /// Whether keys of different queues may live on different nodes.
    var isCluster = false

    /// The first version whose scripts may ask for the time before they write.
    private static let oldestVersion = 5

    init() {}

    /// Reads what the server says of itself.
    /// - Parameter info: the answer to `INFO`, lines of `name:value`.
    /// - Throws: `brokerFailure` where the server is not fit to keep tasks.
    init(info: String) throws(TaskQueueError) {
        var properties: [Substring: Substring] = [:]
        for line in info.split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":") else { continue }
            properties[line[..<colon]] = line[line.index(after: colon)...]
        }
        if let version = properties["redis_version"],
            let major = version.split(separator: ".").first.flatMap({ Int($0) }),
            major < Self.oldestVersion
        {
            throw TaskQueueError(
                .brokerFailure, "the server is Redis \(version); the queue takes \(Self.oldestVersion).0 or newer")
        }
        if let policy = properties["maxmemory_policy"], policy != "noeviction", properties["maxmemory"] != "0" {
            throw TaskQueueError(
                .brokerFailure,
                """
                Redis is configured to delete keys when its memory is full (maxmemory-policy is \(policy)), and would \
                lose tasks: set maxmemory-policy to noeviction
                """)
        }
        isCluster = properties["cluster_enabled"] == "1"
    }
}
