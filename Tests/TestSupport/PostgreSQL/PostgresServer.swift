public import DatabasePostgreSQL
import Foundation
import Synchronization

/// A real PostgreSQL server on a loopback port of its own, with its files in a temporary folder.
///
/// It survives its own crash, not that of the machine: nothing is forced to disk. It ends with the process that started
/// it, however that ends.
public final class PostgresServer: Sendable {
    /// How a server is started.
    public struct Options: Sendable {
        /// The password of the user `postgres`; where there is none, whoever asks is let in.
        public var password: String?
        /// PEM files of a certificate for those who want to speak TLS.
        public var tls: TLSFiles?
        /// Settings, as `name=value`.
        public var settings: [String] = []
        /// Whether the server takes its folder with it when it ends.
        var removesFolder = false

        public init(password: String? = nil, tls: TLSFiles? = nil, settings: [String] = []) {
            self.password = password
            self.tls = tls
            self.settings = settings
        }
    }

    public let port: Int
    /// Where its files and its Unix socket are.
    public let folder: String
    private let options: Options
    private let process: Mutex<PostgresProcess?>

    /// Makes a server and waits until it answers.
    public init(_ options: Options, in folder: String) async throws {
        self.options = options
        self.folder = folder
        try await PostgresProcess.makeFiles(options, in: folder)
        var attempts = 0
        while true {
            let port = try LoopbackPort.free()
            let process = try PostgresProcess(options, in: folder, port: port)
            do {
                try await Self.waitUntilItAnswers(process, Self.configuration(options, port))
                self.port = port
                self.process = Mutex(process)
                return
            } catch {
                process.send(SIGQUIT)
                attempts += 1
                // Another process may have taken the port between the look and the start.
                guard attempts < 5, process.errors.contains("Address already in use") else { throw error }
            }
        }
    }

    /// How to connect to one of its databases, as the user who may do everything.
    public func configuration(database: String = "postgres") -> PostgresConfiguration {
        Self.configuration(options, port).database(named: database)
    }

    /// Ends the server at once, as a crash does: what is open is undone when it starts again.
    public func kill() async throws {
        guard let process = process.withLock({ $0 }) else { return }
        process.send(SIGQUIT)
        try await process.waitForExit()
        self.process.withLock { $0 = nil }
    }

    /// Starts the server again after ``kill()``.
    public func start() async throws {
        let process = try PostgresProcess(options, in: folder, port: port)
        self.process.withLock { $0 = process }
        try await Self.waitUntilItAnswers(process, configuration())
    }

    /// Kills the server, and starts it again with the same port and folder.
    public func restart() async throws {
        try await kill()
        try await start()
    }

    private static func configuration(_ options: Options, _ port: Int) -> PostgresConfiguration {
        PostgresConfiguration(
            host: "127.0.0.1", port: port, user: "postgres", password: options.password, database: "postgres")
    }

    private static func waitUntilItAnswers(
        _ process: PostgresProcess, _ configuration: PostgresConfiguration
    ) async throws {
        try await eventually("PostgreSQL answers at \(configuration.address)") {
            if process.hasEnded {
                throw NeverHappened(description: "PostgreSQL ended: \(process.errors)")
            }
            do {
                try await PostgresDatabase(configuration, logger: quietLogger).close()
                return true
            } catch {
                return false
            }
        }
    }
}
