import PrometheusMetrics

extension PrometheusRegistry {
    /// Says what the metrics of the task queue and of its workers are for.
    func describeQueueMetrics() {
        for (label, help) in Self.queueMetrics { describe(label, help) }
    }

    private static let queueMetrics = [
        // Of a queue, whoever works on it.
        "asynq_tasks_enqueued_total": "Tasks that a queue holds now, by state.",
        "asynq_queue_size": "Tasks that a queue holds now, in all states.",
        "asynq_queue_latency_seconds": "How long the oldest pending task of a queue has waited.",
        "asynq_queue_memory_usage_approx_bytes": "Roughly the memory that a queue takes on its server.",
        "asynq_queue_paused_total": "1 while a queue is paused, 0 otherwise.",
        "asynq_tasks_processed_total": "Attempts at tasks of a queue that have ended, whatever came of them.",
        "asynq_tasks_failed_total": "Attempts at tasks of a queue that have failed.",
        // Of the worker in this process.
        "asynq_task_wait_seconds": "How long a task was pending until this process took it.",
        "asynq_task_run_seconds": "How long an attempt at a task took in this process.",
        "asynq_tasks_in_progress": "Tasks that this process is working on.",
        "asynq_tasks_recovered_total": "Tasks that this process put back because their worker was gone.",
        "asynq_tasks_crash_archived_total":
            "Tasks that this process archived because they had crashed too many workers.",
        "asynq_tasks_unreadable_total": "Tasks that this process set aside because they cannot be read.",
    ]
}
