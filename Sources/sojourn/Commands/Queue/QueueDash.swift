import ArgumentParser
import Clocks
import Foundation
import Logging
import QueueConsole

struct QueueDash: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dash", abstract: "Watch the queues live in the terminal. q ends.",
        discussion: "Where the output is no terminal, or with --json, it shows the queues once.")

    @Option(
        help: ArgumentHelp("How often to look, 100ms to 1h. (default: 1s)", valueName: "time"),
        transform: Self.interval)
    var every: Duration = .seconds(1)

    @OptionGroup var options: QueueOptions

    func run() async throws {
        let isLive = !options.json && Screen.isAvailable
        // Log lines would fall into the frames, which tell of errors themselves.
        try await options.withAccess(logLevel: isLive ? .critical : .error) { access in
            if isLive {
                try await LiveDashboard(access: access, every: every).run()
            } else {
                var dashboard = Dashboard(place: access.place)
                dashboard.history.add(
                    try await DashboardSnapshot(reading: access.inspector, at: access.clock.now))
                try options.print(dashboard, now: access.clock.now)
            }
        }
    }

    @Sendable private static func interval(_ text: String) throws -> Duration {
        guard let interval = Duration(text: text), (.milliseconds(100) ... .seconds(3600)).contains(interval) else {
            throw ValidationError("--every must be a time from 100ms to 1h, such as 500ms or 5s, not «\(text)»")
        }
        return interval
    }
}
