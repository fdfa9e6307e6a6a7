import Clocks
import Database
import Foundation
public import TaskQueue

extension SQLiteBroker {
    public func announce(_ server: ServerInfo, for duration: Duration) async throws(TaskQueueError) {
        let now = clock.now
        try await write { connection in
            try Self.deleteServers(expiredBy: now, connection)
            try Self.delete(server.identity, connection)
            let number: Int64? = try connection.firstRow(
                """
                INSERT INTO servers (
                    host, pid, id, concurrency, queues, is_strict, status, started_at, expires_at
                ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                RETURNING number
                """, server.identity.host, server.identity.pid, server.identity.id, server.concurrency,
                try Self.text(server.queues), server.isStrict, server.status.rawValue,
                server.startedAt.nanoseconds, (now + duration).nanoseconds
            ) { try $0.next() }
            guard let number else { throw TaskQueueError(.brokerFailure, "the server was not stored") }
            for (place, attempt) in server.attempts.enumerated() {
                try connection.execute(
                    """
                    INSERT INTO server_attempts (
                        server_number, place, task_id, type, payload, queue, started_at, deadline
                    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                    """, number, place, attempt.taskID, attempt.type, attempt.payload, attempt.queue,
                    attempt.startedAt.nanoseconds, attempt.deadline.nanoseconds)
            }
        }
    }

    public func withdraw(_ server: ProcessIdentity) async throws(TaskQueueError) {
        try await write { try Self.delete(server, $0) }
    }

    public func servers() async throws(TaskQueueError) -> [ServerInfo] {
        let now = clock.now
        return try await read { connection in
            let servers = try connection.rows(
                """
                SELECT number, host, pid, id, concurrency, queues, is_strict, status, started_at FROM servers
                WHERE expires_at > $1 ORDER BY started_at, number
                """, now.nanoseconds
            ) { row in (number: try row.next() as Int64, info: try ServerInfo(&row)) }
            return try servers.map { number, info in
                var info = info
                info.attempts = try connection.rows(
                    """
                    SELECT task_id, type, payload, queue, started_at, deadline FROM server_attempts
                    WHERE server_number = $1 ORDER BY place
                    """, number
                ) { try AttemptInfo(&$0) }
                return info
            }
        }
    }

    static func deleteServers(expiredBy now: Timestamp, _ connection: any DatabaseConnection) throws {
        try deleteServers("expires_at <= $1", [now.nanoseconds], connection)
    }

    private static func delete(_ server: ProcessIdentity, _ connection: any DatabaseConnection) throws {
        try deleteServers("host = $1 AND pid = $2 AND id = $3", [server.host, server.pid, server.id], connection)
    }

    private static func deleteServers(
        _ condition: String, _ parameters: [any DatabaseParameter], _ connection: any DatabaseConnection
    ) throws {
        try connection.execute(
            "DELETE FROM server_attempts WHERE server_number IN (SELECT number FROM servers WHERE \(condition))",
            parameters)
        try connection.execute("DELETE FROM servers WHERE \(condition)", parameters)
    }

    /// The queues and their weights as the column holds them: JSON.
    private static func text(_ queues: [String: Int]) throws -> String {
        String(decoding: try JSONEncoder().encode(queues), as: UTF8.self)
    }
}

extension ServerInfo {
    fileprivate init(_ row: inout RowReader) throws {
        let identity = try ProcessIdentity(host: row.next(), pid: row.next(), id: row.next())
        let concurrency: Int = try row.next()
        let queues: String = try row.next()
        let isStrict: Bool = try row.next()
        let status: String = try row.next()
        guard let status = Status(rawValue: status) else {
            throw TaskQueueError(.brokerFailure, "the server «\(identity.id)» has the unknown status «\(status)»")
        }
        self.init(
            identity: identity, concurrency: concurrency,
            queues: try JSONDecoder().decode([String: Int].self, from: Data(queues.utf8)),
            isStrict: isStrict, status: status, startedAt: Timestamp(nanoseconds: try row.next()))
    }
}

extension AttemptInfo {
    fileprivate init(_ row: inout RowReader) throws {
        try self.init(
            taskID: row.next(), type: row.next(), payload: row.next(), queue: row.next(),
            startedAt: Timestamp(nanoseconds: row.next()), deadline: Timestamp(nanoseconds: row.next()))
    }
}
