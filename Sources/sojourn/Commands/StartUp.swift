import ArgumentParser
import Database
import Foundation
import Logging
import OTLPTracing
import QueueConsole
import ServiceKit
import TaskQueue
import Telemetry

/// What the commands that touch the system have in common.
enum StartUp {
    /// Sends log lines where the settings say, and returns a logger.
    static func bootstrapLogging(_ settings: SojournSettings) -> Logger {
        LoggingSystem.bootstrap(format: settings.log.format, level: settings.log.level, metadataProvider: .trace)
        return Logger(label: "sojourn")
    }

    /// Runs `body`; an error that it throws is told in one line, and ends the process.
    /// - Parameter status: what the process ends with.
    static func explaining(status: ExitCode = .failure, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as ExitCode {
            throw error
        } catch {
            FileHandle.standardError.write(Data("sojourn: \(explanation(of: error))\n".utf8))
            throw status
        }
    }

    private static func explanation(of error: any Error) -> String {
        switch error {
        case let error as StartError: error.description
        case let error as PartFailure: (error.cause as? StartError)?.description ?? error.description
        case let error as TaskQueueError: error.explanation
        case let error as DatabaseError where error.code == .corrupt:
            "data.directory: \(error.message): the file is damaged or is not a database"
        default: "\(error)"
        }
    }
}
