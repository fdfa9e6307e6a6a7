import TracePropagation
import Tracing

/// The spans of tasks on their way into a queue. Each task gets its own, and takes it along in its headers, so that the
/// worker goes on with the trace. Whoever knows nothing of our headers, as asynq's workers do, passes them over.
///
/// A task that has a trace in its headers already goes on with that one, the others with the present one.
struct TaskSending {
    /// The tasks, with what they take along.
    let tasks: [NewTask]
    private let spans: [any Span]

    /// - Parameter context: the trace of tasks that bring none; the present one unless given.
    init(_ tasks: [NewTask], under context: ServiceContext? = .current) {
        let spans = tasks.map { Self.begin($0.message, under: context) }
        self.spans = spans
        self.tasks = zip(tasks, spans).map { task, span in
            var task = task
            task.message.headers.merge(span.context.fields) { $1 }
            return task
        }
    }

    private static func begin(_ message: TaskMessage, under context: ServiceContext?) -> any Span {
        let parent = ServiceContext(fields: message.headers) ?? context ?? .topLevel
        let span = startSpan(message.type, context: parent, ofKind: .producer)
        if span.isRecording {
            span.operationName = "send \(message.type)"
            span.attributes = message.spanAttributes(operation: "send")
        }
        return span
    }

    /// Does what stores the tasks, a single one within its span, and ends the spans.
    func run(
        _ store: @Sendable ([NewTask]) async throws(TaskQueueError) -> Void
    ) async throws(TaskQueueError) {
        let failure: TaskQueueError?
        if spans.count == 1, spans[0].isRecording {
            failure = await ServiceContext.withValue(spans[0].context) { await Self.failure(of: store, tasks) }
        } else {
            failure = await Self.failure(of: store, tasks)
        }
        for span in spans { end(span, failure) }
        if let failure { throw failure }
    }

    private static func failure(
        of store: @Sendable ([NewTask]) async throws(TaskQueueError) -> Void, _ tasks: [NewTask]
    ) async -> TaskQueueError? {
        do {
            try await store(tasks)
            return nil
        } catch {
            return error
        }
    }

    private func end(_ span: any Span, _ failure: TaskQueueError?) {
        if let failure {
            span.recordError(failure)
            // Asked for again, the task is there: that is what was wanted.
            let isRepetition = failure.code == .taskIDConflict || failure.code == .duplicateTask
            if !isRepetition { span.setStatus(SpanStatus(code: .error)) }
        }
        span.end()
    }
}

extension TaskMessage {
    /// What a span says of the task, under OpenTelemetry's names for messages.
    func spanAttributes(operation: String) -> SpanAttributes {
        [
            "messaging.system": "asynq", "messaging.operation.type": .string(operation),
            "messaging.destination.name": .string(queue), "messaging.message.id": .string(id),
            "task.type": .string(type),
        ]
    }
}
