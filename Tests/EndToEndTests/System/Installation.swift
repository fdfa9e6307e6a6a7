import AsyncHTTPClient
import DatabaseSQLite
import Foundation
import Synchronization
import TestSupport
import Testing

/// A data directory of its own, and the `sojourn` processes that a test starts on it.
final class Installation: Sendable {
    let folder: String
    let http: HTTPClient
    private let settings: [String: String]
    private let children = Mutex<[ChildProcess]>([])

    var dataDirectory: String { "\(folder)/data" }

    /// Runs `body` with a new installation. All processes are ended after it, whatever happens; one that crashed is an
    /// issue.
    ///
    /// - Parameters:
    ///   - settings: environment variables without their `SOJOURN_`.
    ///   - seeded: whether the sample catalogue is there.
    static func with(
        _ settings: [String: String] = [:], seeded: Bool = true, _ body: (Installation) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { folder in
            var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
            configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
            // Where nobody listens, that is the answer.
            configuration.connectionPool.retryConnectionEstablishment = false
            let http = HTTPClient(configuration: configuration)
            let installation = Installation(folder: folder, settings: settings, http: http)
            do {
                if seeded { try await installation.succeed("seed") }
                try await body(installation)
            } catch {
                Issue.record("\(error)\n\(installation.endOfLogs)")
            }
            await installation.endChildren()
            try await http.shutdown()
        }
    }

    private init(folder: String, settings: [String: String], http: HTTPClient) {
        self.folder = folder
        self.settings = settings
        self.http = http
    }

    /// Starts `sojourn`.
    /// - Parameter changes: settings for this process alone.
    func start(_ arguments: [String], _ changes: [String: String] = [:]) throws -> ChildProcess {
        let environment = environment(changes)
        return try children.withLock { children in
            let child = try ChildProcess(
                builtExecutable("sojourn"), arguments, environment: environment, in: folder,
                name: "\(children.count)-\(arguments.first ?? "sojourn")")
            children.append(child)
            return child
        }
    }

    /// The environment of a process.
    /// - Parameter changes: settings for this process alone.
    func environment(_ changes: [String: String] = [:]) -> [String: String] {
        // The tool that prints a crashed process's stack outlives it at times, and keeps it from being seen to end.
        var environment = ["HOME": folder, "SWIFT_BACKTRACE": "enable=no"]
        for name in ["PATH", "LD_LIBRARY_PATH"] { environment[name] = ProcessInfo.processInfo.environment[name] }
        let common = ["DATA_DIRECTORY": dataDirectory, "HTTP_PORT": "0", "METRICS_PORT": "0", "LOG_FORMAT": "json"]
        for (key, value) in common.merging(settings, uniquingKeysWith: { $1 }).merging(
            changes, uniquingKeysWith: { $1 })
        { environment["SOJOURN_\(key)"] = value }
        return environment
    }

    /// Runs a command to its end.
    func run(
        _ arguments: String..., settings: [String: String] = [:]
    ) async throws -> (exit: ChildProcess.Exit, output: String, errors: String) {
        try await run(arguments, settings: settings)
    }

    /// Runs a command to its end.
    func run(
        _ arguments: [String], settings: [String: String] = [:]
    ) async throws -> (exit: ChildProcess.Exit, output: String, errors: String) {
        let child = try start(arguments, settings)
        let exit = try await child.waitForExit()
        return (exit, child.output, child.errors)
    }

    /// Runs a command that must succeed, and returns what it printed.
    @discardableResult
    func succeed(_ arguments: String..., settings: [String: String] = [:]) async throws -> String {
        try await succeed(arguments, settings: settings)
    }

    /// Runs a command that must succeed, and returns what it printed.
    @discardableResult
    func succeed(_ arguments: [String], settings: [String: String] = [:]) async throws -> String {
        let child = try start(arguments, settings)
        let exit = try await child.waitForExit()
        try #require(exit == .status(0), "\(arguments): \(child.errors)")
        return child.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Serves, and returns once requests are taken.
    /// - Parameter services: those to run; all unless named.
    func serve(_ services: [String] = [], settings: [String: String] = [:]) async throws -> Server {
        let server = Server(process: try start(["serve"] + services, settings), http: http)
        try await server.waitUntilReady()
        return server
    }

    /// A guest with a token from the command line.
    func guest(_ number: Int64 = 17) async throws -> Guest {
        Guest(number: number, token: try await succeed("token", "--user", "\(number)"))
    }

    /// Runs `body` with one of the data directory's databases: `orders`, `payments`, `queue`, …
    func withDatabase<Value>(_ name: String, _ body: (SQLiteDatabase) async throws -> Value) async throws -> Value {
        let database = try await SQLiteDatabase(path: "\(dataDirectory)/\(name).sqlite", logger: quietLogger)
        do {
            let value = try await body(database)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }

    private func endChildren() async {
        for child in children.withLock({ $0 }) {
            if child.exit == nil {
                child.send(SIGKILL)
            } else if case .signal(let signal) = child.exit, signal != SIGKILL {
                Issue.record("a process was ended by signal \(signal)\n\(Self.end(of: child))")
            }
            do {
                _ = try await child.waitForExit()
            } catch {
                Issue.record(error)
            }
        }
    }

    private var endOfLogs: String {
        children.withLock { $0 }.map(Self.end).joined(separator: "\n")
    }

    private static func end(of child: ChildProcess) -> String {
        let lines = child.errors.split(separator: "\n").suffix(30)
        return (["process \(child.processID): \(child.exit.map { "\($0)" } ?? "runs")"] + lines.map(String.init))
            .joined(separator: "\n")
    }
}
