public import Clocks
public import JSON
public import TaskQueue

/// What the dashboard shows, as it is at one moment.
public struct DashboardSnapshot: Sendable, Hashable {
    public var takenAt: Timestamp
    public var queues: [QueueStatistics]
    public var servers: [ServerInfo]

    public init(takenAt: Timestamp, queues: [QueueStatistics], servers: [ServerInfo]) {
        self.takenAt = takenAt
        self.queues = queues
        self.servers = servers
    }

    /// Reads all queues and workers.
    public init(reading inspector: TaskQueueInspector, at moment: Timestamp) async throws(TaskQueueError) {
        takenAt = moment
        queues = try await inspector.allStatistics()
        servers = try await inspector.servers()
    }
}

extension DashboardSnapshot: JSONEncodable {
    public func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.moment("takenAt", takenAt)
        json.array("queues", queues, QueueFields.init)
        json.array("servers", servers, ServerFields.init)
        json.endObject()
    }
}
