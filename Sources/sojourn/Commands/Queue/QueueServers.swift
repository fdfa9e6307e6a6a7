import ArgumentParser
import QueueConsole
import TaskQueue

struct QueueServers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "servers", abstract: "List the workers that are alive, and what they are running.")

    @OptionGroup var options: QueueOptions

    func run() async throws {
        try await options.report { ServersReport(servers: try await $0.servers()) }
    }
}
