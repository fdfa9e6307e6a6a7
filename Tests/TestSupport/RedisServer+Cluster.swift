import Foundation

extension RedisServer {
    /// Makes a cluster of nodes, which share its slots evenly in their order.
    public static func createCluster(_ nodes: [RedisServer]) async throws {
        try await withTemporaryDirectory { folder in
            let addresses = nodes.map { "127.0.0.1:\($0.port)" }
            let process = try ChildProcess(
                executable("redis-cli"), ["--cluster", "create"] + addresses + ["--cluster-yes"], environment: [:],
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
