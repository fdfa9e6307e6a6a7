import Foundation

extension RedisServer {
    /// Makes a cluster of nodes, which share its slots evenly in their order.
    static func createCluster(_ nodes: [RedisServer]) async throws {
        try await withTemporaryDirectory { folder in
            let addresses = nodes.map { "127.0.0.1:\($0.port)" }
            let process = try ChildProcess(
                installedExecutable("redis-cli", of: "redis-tools"),
                ["--cluster", "create"] + addresses + ["--cluster-yes"], environment: [:],
                in: folder, name: "redis-cli")
            let exit = try await process.waitForExit()
            guard exit == .status(0) else {
                throw NeverHappened(description: "no cluster: \(process.output)\(process.errors)")
            }
        }
        for node in nodes {
            try await eventually("node \(node.port) sees the whole cluster") {
                LoopbackPort.ask(node.port, "CLUSTER INFO")?.contains("cluster_state:ok") == true
            }
        }
    }
}

/// Runs `body` with a cluster of three primaries.
/// - Parameter requiresFullCoverage: whether the cluster is down when any of its slots is.
public func withRedisCluster(
    requiresFullCoverage: Bool = true, _ body: ([RedisServer]) async throws -> Void
) async throws {
    let options = RedisServer.Options.clusterNode(requiresFullCoverage: requiresFullCoverage)
    try await withRedis(options) { one in
        try await withRedis(options) { two in
            try await withRedis(options) { three in
                let nodes = [one, two, three]
                try await RedisServer.createCluster(nodes)
                try await body(nodes)
            }
        }
    }
}
