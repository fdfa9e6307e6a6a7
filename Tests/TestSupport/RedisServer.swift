import Foundation
import Synchronization

/// A real `redis-server` on a loopback port of its own, with its files in a temporary folder.
public final class RedisServer: Sendable {
    /// What a server is.
    enum Role: Sendable {
        case standalone
        /// With the lines of its configuration file.
        case sentinel([String])
        case clusterNode(requiresFullCoverage: Bool)
    }

    /// How a server is started.
    public struct Options: Sendable {
        /// Whether each write is on disk before it is acknowledged, so that a killed server comes back with its data.
        public var appendOnly = false
        /// The password of the default user.
        public var password: String?
        /// PEM files for a second port that speaks TLS.
        public var tls: TLSFiles?
        /// Further arguments: `["--maxmemory", "10mb"]`.
        public var arguments: [String] = []
        var role = Role.standalone

        public init(
            appendOnly: Bool = false, password: String? = nil, tls: TLSFiles? = nil, arguments: [String] = []
        ) {
            self.appendOnly = appendOnly
            self.password = password
            self.tls = tls
            self.arguments = arguments
        }

        /// A sentinel.
        /// - Parameter configuration: lines such as `sentinel monitor main 127.0.0.1 6379 1`.
        public static func sentinel(_ configuration: [String]) -> Options {
            var options = Options()
            options.role = .sentinel(configuration)
            return options
        }

        /// A node of a cluster that is yet to be created.
        /// - Parameter requiresFullCoverage: whether the cluster is down when any of its slots is.
        public static func clusterNode(requiresFullCoverage: Bool = true) -> Options {
            var options = Options()
            options.role = .clusterNode(requiresFullCoverage: requiresFullCoverage)
            return options
        }
    }

    public let port: Int
    /// The port that speaks TLS, where the options ask for one.
    public let tlsPort: Int?
    /// Where the nodes of a cluster talk to each other.
    private let busPort: Int
    private let options: Options
    private let folder: String
    private let executable: URL
    private let process: Mutex<ChildProcess?>

    /// `redis://127.0.0.1:port`, with the password where there is one.
    public var url: String {
        "redis://\(options.password.map { ":\($0)@" } ?? "")127.0.0.1:\(port)"
    }

    /// Starts a server and waits until it answers.
    public init(_ options: Options, in folder: String) async throws {
        self.options = options
        self.folder = folder
        executable = try installedExecutable("redis-server", of: "redis-server")
        var attempts = 0
        while true {
            let port = try LoopbackPort.free()
            let tlsPort = try options.tls.map { _ in try LoopbackPort.free() }
            let busPort = try LoopbackPort.free()
            let process = try Self.start(executable, options, folder, port, tlsPort, busPort)
            do {
                try await Self.waitUntilItAnswers(process, port)
                self.port = port
                self.tlsPort = tlsPort
                self.busPort = busPort
                self.process = Mutex(process)
                return
            } catch {
                process.send(SIGKILL)
                attempts += 1
                // Another process may have taken the port between the look and the start.
                guard attempts < 5, process.output.contains("Address already in use") else { throw error }
            }
        }
    }

    /// Ends the server at once, as a crash does.
    public func kill() async throws {
        try await end(with: SIGKILL)
    }

    /// Kills the server, and starts it again with the same port and folder.
    public func restart() async throws {
        try await kill()
        try await start()
    }

    /// Starts the server again after ``kill()``.
    public func start() async throws {
        let process = try Self.start(executable, options, folder, port, tlsPort, busPort)
        self.process.withLock { $0 = process }
        try await Self.waitUntilItAnswers(process, port)
    }

    /// Deletes all that the server holds.
    public func flush() throws {
        guard LoopbackPort.ask(port, "FLUSHALL") == "+OK\r\n" else {
            throw NeverHappened(description: "FLUSHALL on port \(port)")
        }
    }

    /// Stops the server from doing anything, while its connections stay open.
    public func pause() { process.withLock { $0 }?.send(SIGSTOP) }

    /// Lets it go on after ``pause()``.
    public func resume() { process.withLock { $0 }?.send(SIGCONT) }

    private func end(with signal: Int32) async throws {
        guard let process = process.withLock({ $0 }) else { return }
        process.send(signal)
        _ = try await process.waitForExit()
        self.process.withLock { $0 = nil }
    }

    private static func start(
        _ executable: URL, _ options: Options, _ folder: String, _ port: Int, _ tlsPort: Int?, _ busPort: Int
    ) throws -> ChildProcess {
        var arguments = ["--port", "\(port)", "--bind", "127.0.0.1", "--dir", folder]
        switch options.role {
        case .sentinel(let lines):
            // A sentinel keeps what it learns in its configuration file.
            let file = folder + "/sentinel.conf"
            if !FileManager.default.fileExists(atPath: file) {
                try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
            }
            arguments = [file] + arguments + ["--sentinel"]
        case .clusterNode(let requiresFullCoverage):
            arguments += [
                "--save", "", "--cluster-enabled", "yes", "--cluster-port", "\(busPort)", "--cluster-node-timeout",
                "1000", "--cluster-require-full-coverage", requiresFullCoverage ? "yes" : "no",
            ]
        case .standalone:
            arguments += ["--save", "", "--appendonly", options.appendOnly ? "yes" : "no", "--appendfsync", "always"]
        }
        if let password = options.password { arguments += ["--requirepass", password] }
        if let tls = options.tls, let tlsPort {
            arguments += [
                "--tls-port", "\(tlsPort)", "--tls-ca-cert-file", tls.authority, "--tls-cert-file", tls.certificate,
                "--tls-key-file", tls.key, "--tls-auth-clients", "no",
            ]
        }
        return try ChildProcess(
            executable, arguments + options.arguments, environment: [:], in: folder, name: "redis-\(port)")
    }

    private static func waitUntilItAnswers(_ process: ChildProcess, _ port: Int) async throws {
        try await eventually("redis-server answers on port \(port)") {
            if let exit = process.exit {
                throw NeverHappened(
                    description: "redis-server ended with \(exit): \(process.output)\(process.errors)")
            }
            return LoopbackPort.answersPing(port)
        }
    }
}

/// Runs `body` with a Redis server, and ends the server whatever happens.
public func withRedis<Value>(
    _ options: RedisServer.Options = .init(), _ body: (RedisServer) async throws -> Value
) async throws -> Value {
    try await withTemporaryDirectory { folder in
        let server = try await RedisServer(options, in: folder)
        do {
            let value = try await body(server)
            try await server.kill()
            return value
        } catch {
            // The error of the test is the one to see; a server that does not end is killed by its signal anyway.
            try? await server.kill()
            throw error
        }
    }
}
