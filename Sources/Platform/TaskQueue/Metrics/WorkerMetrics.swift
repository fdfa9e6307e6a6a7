import Clocks
import Metrics
import Synchronization

/// What a worker measures, for each queue and task type.
final class WorkerMetrics: Sendable {
    private struct Key: Hashable {
        var queue: String
        var type: String

        var dimensions: [(String, String)] { [("queue", queue), ("type", type)] }
    }

    private struct Series {
        let wait: Timer
        let run: Timer
        let inProgress: Meter
    }

    private let factory: any MetricsFactory
    /// Kept, because a metric is dear to make.
    private let series = Mutex<[Key: Series]>([:])

    /// `nil` where the factory throws everything away.
    init?(factory: any MetricsFactory) {
        if factory is NOOPMetricsHandler { return nil }
        self.factory = factory
    }

    /// Measures how long the tasks have waited.
    func begin(_ executions: [TaskExecution], at now: Timestamp) {
        for execution in executions {
            let task = execution.task
            let series = series(for: task.message)
            series.inProgress.increment()
            if let pendingSince = task.pendingSince {
                series.wait.recordNanoseconds((now - pendingSince).nonNegativeNanoseconds)
            }
        }
    }

    /// Measures how long an attempt took, if it had begun.
    func end(_ execution: TaskExecution, at now: Timestamp) {
        guard let startedAt = execution.startedAt else { return }
        let series = series(for: execution.task.message)
        series.inProgress.decrement()
        series.run.recordNanoseconds((now - startedAt).nonNegativeNanoseconds)
    }

    /// Counts a task that was put back because its worker is gone.
    func countRecovered(_ message: TaskMessage) {
        count("asynq_tasks_recovered_total", Key(queue: message.queue, type: message.type).dimensions)
    }

    /// Counts a task that was archived because it crashed too many workers.
    func countCrashed(_ message: TaskMessage) {
        count("asynq_tasks_crash_archived_total", Key(queue: message.queue, type: message.type).dimensions)
    }

    /// Counts a task that was set aside because it cannot be read.
    func countUnreadable(in queue: String) {
        count("asynq_tasks_unreadable_total", [("queue", queue)])
    }

    private func count(_ label: String, _ dimensions: [(String, String)]) {
        Counter(label: label, dimensions: dimensions, factory: factory).increment()
    }

    private func series(for message: TaskMessage) -> Series {
        let key = Key(queue: message.queue, type: message.type)
        return series.withLock { all in
            if let series = all[key] { return series }
            let dimensions = key.dimensions
            let series = Series(
                wait: Timer(label: "asynq_task_wait_seconds", dimensions: dimensions, factory: factory),
                run: Timer(label: "asynq_task_run_seconds", dimensions: dimensions, factory: factory),
                inProgress: Meter(label: "asynq_tasks_in_progress", dimensions: dimensions, factory: factory))
            all[key] = series
            return series
        }
    }
}

extension Duration {
    /// Zero for a time that has passed backwards, as between the clocks of two machines.
    fileprivate var nonNegativeNanoseconds: Int64 { max(wholeNanoseconds, 0) }
}
