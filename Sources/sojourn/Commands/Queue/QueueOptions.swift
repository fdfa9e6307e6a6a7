import ArgumentParser
import Clocks
import Foundation
import JSON
import Logging
import QueueConsole
import ServiceKit
import TaskQueue
import Telemetry
import TerminalText

/// What all `queue` commands have in common: which queue, and how it is shown.
struct QueueOptions: ParsableArguments {
    @Flag(help: "Print one JSON object instead of text.")
    var json = false

    @OptionGroup var settings: SettingsOptions

    /// The broker, as a command uses it.
    struct Access: Sendable {
        let inspector: TaskQueueInspector
        /// The broker's clock.
        let clock: any WallClock
        /// Where the queue is, for people.
        let place: String
    }

    /// Prints the report that `read` makes.
    func report(_ read: (TaskQueueInspector) async throws -> any Report) async throws {
        try await withAccess { access in
            try print(try await read(access.inspector), now: access.clock.now)
        }
    }

    /// Runs `body` on the open queue; its error is told in one line, and ends the process with status 1.
    /// - Parameter logLevel: the least severe lines that are logged.
    func withAccess(
        logLevel: Logger.Level = .error, _ body: (Access) async throws -> Void
    ) async throws {
        let settings = try settings.load()
        LoggingSystem.bootstrap(format: settings.log.format, level: max(logLevel, settings.log.level))
        try await StartUp.explaining {
            let queue = try await QueueBackend.attach(settings, logger: Logger(label: "queue"))
            let access = Access(
                inspector: TaskQueueInspector(broker: queue.broker), clock: queue.broker.clock, place: queue.place)
            do {
                try await body(access)
            } catch {
                await queue.close()
                throw error
            }
            await queue.close()
        }
    }

    /// Prints a report as text or JSON.
    func print(_ report: any Report, now: Timestamp) throws {
        if json {
            try StandardOutput.write(report.jsonBytes() + [UInt8(ascii: "\n")])
        } else {
            let lines = report.lines(in: Self.context(now: now))
            try StandardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
        }
    }

    /// Lines for standard output, in the zone of the machine.
    static func context(now: Timestamp) -> ReportContext {
        ReportContext(
            now: now, timeZone: .current,
            style: TextStyle(
                onTerminal: StandardOutput.isTerminal, environment: ProcessInfo.processInfo.environment))
    }
}
