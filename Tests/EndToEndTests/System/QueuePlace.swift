import TestSupport

/// Where the task queue of an installation is.
enum QueuePlace: String, CaseIterable, Sendable {
    case embedded, redis

    /// Runs `body` with the settings that put the queue there; a Redis server is started for it.
    func with(_ body: ([String: String]) async throws -> Void) async throws {
        switch self {
        case .embedded: try await body([:])
        case .redis:
            try await withRedis(.init(appendOnly: true, password: "pass word")) { server in
                try await body(Self.settings(for: server))
            }
        }
    }

    /// The settings that put the queue on a server.
    static func settings(for server: RedisServer) -> [String: String] {
        ["QUEUE_BACKEND": "redis", "QUEUE_REDIS_URL": server.url.replacing(" ", with: "%20")]
    }
}
