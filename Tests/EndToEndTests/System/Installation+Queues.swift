import EventLog
import EventLogSQLite
import TaskQueue
import TaskQueueSQLite
import TestSupport

/// The queue and the event log, looked at from outside.
extension Installation {
    func archivedTasks() async throws -> [TaskInfo] {
        try await withBroker { broker in
            let inspector = TaskQueueInspector(broker: broker)
            var tasks: [TaskInfo] = []
            for queue in try await inspector.queues() {
                tasks += try await inspector.tasks(in: queue, state: .archived, pageSize: 1000)
            }
            return tasks
        }
    }

    func withBroker<Value>(_ body: (SQLiteBroker) async throws -> Value) async throws -> Value {
        try await withDatabase("queue") { database in try await body(SQLiteBroker(database: database)) }
    }

    func withEvents<Value>(_ body: (SQLiteEventLog) async throws -> Value) async throws -> Value {
        try await withDatabase("events") { database in
            try await body(SQLiteEventLog(database: database, logger: quietLogger))
        }
    }

    /// What could not be handled of a topic.
    func deadLetters(of topic: String) async throws -> [DeadLetter] {
        try await withEvents { events in
            let name = EventNames.deadLetterTopic(of: topic)
            var letters: [DeadLetter] = []
            for summary in try await events.topics() where summary.name == name {
                for (number, offsets) in summary.partitions.enumerated() {
                    let records = try await events.read(
                        topic: name, partition: number, from: offsets.lowerBound, limit: 100)
                    letters += records.compactMap { DeadLetter($0) }
                }
            }
            return letters
        }
    }
}
