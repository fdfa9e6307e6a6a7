import ArgumentParser
import Auditing
import Clocks
import Foundation
import JSON
import Logging
import QueueConsole
import ServiceKit
import Telemetry

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Check the rules that the system keeps, on its stores, in use or at rest.",
        discussion: """
            Nights, closing, payments, prices, histories, outboxes, the task queue and events: each store by itself and \
            against the others. Ends with status 0 where the rules are kept, 1 where they are broken, and 2 where a \
            store cannot be looked at.
            """)

    @Flag(help: "Mend what can be mended safely, say what was done, and look again.")
    var repair = false

    @Flag(help: "Print one JSON object instead of text.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "For how long a fact may stand in one store and not yet in another, 0s to 7d. (default: 1m)",
            valueName: "time"), transform: Self.grace)
    var grace: Duration = .seconds(60)

    @OptionGroup var settings: SettingsOptions

    /// How long what a repair has sent may take to arrive.
    private static let patience = Duration.seconds(10)

    func run() async throws {
        try await StartUp.explaining(status: ExitCode(2)) {
            let settings = try settings.load()
            LoggingSystem.bootstrap(format: settings.log.format, level: max(.error, settings.log.level))
            let report = try await AuditStores.with(settings, logger: Logger(label: "audit")) { stores in
                try await self.report(on: stores, closeAfter: settings.closeAfter)
            }
            try report.write(asJSON: json)
            if !report.isClean { throw ExitCode(1) }
        }
    }

    private func report(on stores: AuditStores, closeAfter: Duration) async throws -> AuditReport {
        let start = ContinuousClock.now
        let audit = SystemAudit(stores, closeAfter: closeAfter, grace: grace)
        var report = AuditReport(result: try await audit.run(), grace: grace, took: .zero)
        if repair {
            let repair = SystemRepair(audit, closeAfter: closeAfter)
            (report.result, report.repairs) = try await repair.complete(report.result, patience: Self.patience)
        }
        report.took = ContinuousClock.now - start
        return report
    }

    @Sendable private static func grace(_ text: String) throws -> Duration {
        guard let grace = Duration(text: text), grace <= .seconds(7 * 86_400) else {
            throw ValidationError("--grace must be a time from 0s to 7d, such as 30s or 5m, not «\(text)»")
        }
        return grace
    }
}

extension AuditReport {
    /// Writes the report to standard output.
    fileprivate func write(asJSON json: Bool) throws {
        guard !json else { return try StandardOutput.write(jsonBytes() + [UInt8(ascii: "\n")]) }
        let lines = lines(in: QueueOptions.context(now: SystemWallClock().now))
        try StandardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
    }
}
