import ArgumentParser

/// Measures what a gRPC call between two processes costs.
@main
struct RPCBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rpc-benchmark",
        abstract: "Measures what a gRPC call between two processes costs.",
        subcommands: [Serve.self, Compare.self, LocalCalls.self],
        defaultSubcommand: Compare.self)
}

/// What carries the calls.
enum Transport: String, CaseIterable, ExpressibleByArgument {
    /// `RPCTransport`.
    case own
    /// `RPCTransport` with what the service kit does for each call.
    case kit
    /// grpc-swift-nio-transport.
    case grpcSwift = "grpc-swift"
}
