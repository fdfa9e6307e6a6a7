import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A running `postgres`, beneath a shell that ends it when the test process has ended.
final class PostgresProcess: Sendable {
    private let shell: ChildProcess
    private let folder: String

    /// Reads a pipe to whose other end nobody writes: it ends with the process that holds that end.
    private static let script = """
        folder=$1 removes=$2
        shift 2
        exec 3<&0
        trap : INT TERM HUP
        "$@" </dev/null 3<&- &
        server=$!
        (trap '' INT TERM HUP; read -r _ <&3; kill -QUIT "$server") 2>/dev/null &
        watch=$!
        while kill -0 "$server" 2>/dev/null; do wait "$server"; done
        kill -KILL "$watch" 2>/dev/null
        if [ "$removes" = yes ]; then rm -rf "$folder"; fi
        """

    init(_ options: PostgresServer.Options, in folder: String, port: Int) throws {
        self.folder = folder
        var settings = [
            "port=\(port)", "listen_addresses=127.0.0.1", "unix_socket_directories=\(folder)", "max_connections=500",
            "shared_buffers=32MB", "fsync=off", "full_page_writes=off", "autovacuum=off", "logging_collector=off",
        ]
        if options.tls != nil {
            settings += ["ssl=on", "ssl_cert_file=\(folder)/server.crt", "ssl_key_file=\(folder)/server.key"]
        }
        let command =
            try Self.unprivileged() + [try Self.executable("postgres").path, "-D", "\(folder)/data"]
            + (settings + options.settings).flatMap { ["-c", $0] }
        shell = try ChildProcess(
            URL(fileURLWithPath: "/bin/sh"),
            ["-c", Self.script, "sh", folder, options.removesFolder ? "yes" : "no"] + command, environment: [:],
            in: folder, name: "postgres", input: .written)
    }

    var hasEnded: Bool { shell.exit != nil }

    /// What the server wrote to its log.
    var errors: String { shell.errors }

    /// Sends the server a signal.
    func send(_ signal: Int32) {
        // A server that has no such file has ended, or has not begun.
        guard let file = try? String(contentsOfFile: "\(folder)/data/postmaster.pid", encoding: .utf8),
            let process = file.split(separator: "\n").first.flatMap({ Int32($0) })
        else { return }
        Glibc.kill(process, signal)
    }

    func waitForExit() async throws {
        _ = try await shell.waitForExit()
    }

    /// Makes the files of a new server. PostgreSQL refuses to run as root, so they may be another user's.
    static func makeFiles(_ options: PostgresServer.Options, in folder: String) async throws {
        var arguments = [
            try executable("initdb").path, "--pgdata=\(folder)/data", "--no-sync", "--encoding=UTF8", "--locale=C",
            "--username=postgres", "--no-instructions",
        ]
        if let password = options.password {
            let file = "\(folder)/password"
            try password.write(toFile: file, atomically: true, encoding: .utf8)
            arguments += ["--auth=scram-sha-256", "--pwfile=\(file)"]
        } else {
            arguments += ["--auth=trust"]
        }
        if let tls = options.tls {
            try FileManager.default.copyItem(atPath: tls.certificate, toPath: "\(folder)/server.crt")
            try FileManager.default.copyItem(atPath: tls.key, toPath: "\(folder)/server.key")
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder)/server.key")
        }
        try giveAway(folder)
        arguments = try unprivileged() + arguments
        let process = try ChildProcess(
            URL(fileURLWithPath: "/usr/bin/env"), arguments, environment: [:], in: folder, name: "initdb")
        guard try await process.waitForExit() == .status(0) else {
            throw NeverHappened(description: "initdb failed: \(process.output)\(process.errors)")
        }
    }

    /// What is put before a command so that it does not run as root; nothing where we do not.
    private static func unprivileged() throws -> [String] {
        guard geteuid() == 0 else { return [] }
        return try [
            installedExecutable("setpriv", of: "util-linux").path, "--reuid=postgres", "--regid=postgres",
            "--clear-groups",
        ]
    }

    /// Makes the user `postgres` the owner of a folder and its files, where we are root.
    private static func giveAway(_ folder: String) throws {
        guard geteuid() == 0 else { return }
        guard let user = getpwnam("postgres")?.pointee else {
            throw NeverHappened(description: "there is no user postgres: install postgresql")
        }
        for file in try [""] + FileManager.default.contentsOfDirectory(atPath: folder) {
            guard chown("\(folder)/\(file)", user.pw_uid, user.pw_gid) == 0 else {
                throw NeverHappened(description: "\(folder)/\(file) cannot be given to the user postgres")
            }
        }
    }

    /// Debian puts the newest version's programs beside `PATH`.
    private static func executable(_ name: String) throws -> URL {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let newestFirst = versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }
        return try installedExecutable(
            name, of: "postgresql", besides: newestFirst.map { "/usr/lib/postgresql/\($0)/bin" })
    }
}
