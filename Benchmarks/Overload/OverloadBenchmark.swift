import ArgumentParser

/// How a server of the kit fares with more requests than it can answer, and what the kit costs where there is no need.
@main
struct OverloadBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overload-benchmark", abstract: "Measures the service kit's HTTP.",
        subcommands: [Overload.self, Serve.self], defaultSubcommand: Overload.self)
}
