/// The Swift task of a runner, which others cancel to end the attempt that it makes.
///
/// - Important: it must not be kept for longer than the attempt.
struct RunnerTask: @unchecked Sendable {
    // `cancel()` may be called from any task for as long as this one exists; only that is done with it. It exists
    // while it makes an attempt, and TaskExecution forgets it when the attempt is over.
    private let task: UnsafeCurrentTask

    init(_ task: UnsafeCurrentTask) {
        self.task = task
    }

    func cancel() {
        task.cancel()
    }
}
