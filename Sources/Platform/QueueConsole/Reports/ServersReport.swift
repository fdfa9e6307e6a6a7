public import JSON
public import TaskQueue
import TerminalText

/// The workers that are alive, and what they run.
public struct ServersReport: Report {
    public var servers: [ServerInfo]

    public init(servers: [ServerInfo]) {
        self.servers = servers
    }

    public func lines(in context: ReportContext) -> [String] {
        guard !servers.isEmpty else { return ["No worker is alive."] }
        let lines = serverTable(in: context).lines(context.style)
        let attempts = attemptTable(in: context)
        return attempts.rows.isEmpty ? lines : lines + [""] + attempts.lines(context.style)
    }

    func serverTable(in context: ReportContext) -> TextTable {
        TextTable(
            [
                .init("server"), .init("status"), .init("busy", isNumber: true), .init("queues", maximum: 60),
                .init("started"),
            ],
            rows: servers.map { server in
                [
                    server.identity.address, server.status.rawValue, "\(server.attempts.count)/\(server.concurrency)",
                    server.queuesByWeight, context.distance(server.startedAt),
                ]
            })
    }

    /// The attempts under way, the longest first.
    func attemptTable(in context: ReportContext) -> TextTable {
        let attempts = servers.flatMap { server in server.attempts.map { (server: server, attempt: $0) } }
            .sorted { $0.attempt.startedAt < $1.attempt.startedAt }
        return TextTable(
            [
                .init("running task"), .init("type"), .init("queue"), .init("server"), .init("started"),
                .init("cancelled"),
            ],
            rows: attempts.map { server, attempt in
                [
                    attempt.taskID, attempt.type, attempt.queue, server.identity.address,
                    context.distance(attempt.startedAt), context.distance(attempt.deadline),
                ]
            })
    }

    public func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.array("servers", servers, ServerFields.init)
        json.endObject()
    }
}

extension ProcessIdentity {
    /// `host:pid`
    var address: String { "\(host):\(pid)" }
}

extension ServerInfo {
    /// `critical 6, default 3, low 1`
    fileprivate var queuesByWeight: String {
        let names = queues.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
        return names.joined(separator: isStrict ? " > " : ", ")
    }
}
