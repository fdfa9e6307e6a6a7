import Settings

/// Where a process of one service is reached.
struct HostAddresses: Sendable {
    private static let ports = 0...65535

    static let httpHost = Setting<String>.string(
        "http.host", default: "127.0.0.1", "The address on which HTTP is served. In a container 0.0.0.0.")
    static let httpPort = Setting<Int>.integer(
        "http.port", default: 8080, in: ports, "The port on which HTTP is served; 0 takes a free one.")
    static let rpcHost = Setting<String>.string(
        "rpc.host", default: "127.0.0.1", "The address on which gRPC is served. In a container 0.0.0.0.")
    static let rpcPort = Setting<Int>.integer(
        "rpc.port", default: 9090, in: ports, "The port on which gRPC is served; 0 takes a free one.")
    static let metricsHost = Setting<String>.string(
        "metrics.host", default: "127.0.0.1", "The address on which metrics, health and /debug are served.")
    static let metricsPort = Setting<Int>.integer(
        "metrics.port", default: 9464, in: ports,
        "The port on which metrics, health and /debug are served; 0 takes a free one.")

    static let all: [any AnySetting] = [httpHost, httpPort, rpcHost, rpcPort, metricsHost, metricsPort]

    let http: (host: String, port: Int)
    let rpc: (host: String, port: Int)
    let metrics: (host: String, port: Int)

    init(_ values: LoadedSettings) {
        http = (values[Self.httpHost], values[Self.httpPort])
        rpc = (values[Self.rpcHost], values[Self.rpcPort])
        metrics = (values[Self.metricsHost], values[Self.metricsPort])
    }
}
