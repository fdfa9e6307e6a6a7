import Metrics

/// The metrics of one queue.
struct QueueSeries {
    private let states: [(state: TaskState, gauge: Gauge)]
    private let size: Gauge
    private let latency: Gauge
    private let memoryUsage: Gauge
    private let isPaused: Gauge
    private var processed: TotalCounter
    private var failed: TotalCounter

    init(queue: String, factory: any MetricsFactory) {
        let labels = [("queue", queue)]
        states = TaskState.allCases.map { state in
            let labels = labels + [("state", state.rawValue)]
            return (state, Gauge(label: "asynq_tasks_enqueued_total", dimensions: labels, factory: factory))
        }
        size = Gauge(label: "asynq_queue_size", dimensions: labels, factory: factory)
        latency = Gauge(label: "asynq_queue_latency_seconds", dimensions: labels, factory: factory)
        memoryUsage = Gauge(label: "asynq_queue_memory_usage_approx_bytes", dimensions: labels, factory: factory)
        isPaused = Gauge(label: "asynq_queue_paused_total", dimensions: labels, factory: factory)
        processed = TotalCounter(Counter(label: "asynq_tasks_processed_total", dimensions: labels, factory: factory))
        failed = TotalCounter(Counter(label: "asynq_tasks_failed_total", dimensions: labels, factory: factory))
    }

    mutating func record(_ statistics: QueueStatistics) {
        for (state, gauge) in states { gauge.record(statistics.counts[state] ?? 0) }
        size.record(statistics.size)
        latency.record(statistics.latency / .seconds(1))
        if let bytes = statistics.memoryUsage { memoryUsage.record(bytes) }
        isPaused.record(statistics.isPaused ? 1 : 0)
        processed.advance(to: statistics.processedTotal)
        failed.advance(to: statistics.failedTotal)
    }

    /// Takes the metrics of a queue away that there is no more.
    func destroy() {
        for (_, gauge) in states { gauge.destroy() }
        for gauge in [size, latency, memoryUsage, isPaused] { gauge.destroy() }
        processed.counter.destroy()
        failed.counter.destroy()
    }
}

/// A counter that follows a total which is kept elsewhere.
struct TotalCounter {
    let counter: Counter
    private var total: Int64 = 0

    init(_ counter: Counter) {
        self.counter = counter
    }

    /// Counts what has come since the last time. A total that went back has begun anew.
    mutating func advance(to newTotal: Int64) {
        counter.increment(by: newTotal >= total ? newTotal - total : newTotal)
        total = newTotal
    }
}
