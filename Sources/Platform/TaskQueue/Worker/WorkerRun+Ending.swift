import Clocks
import Logging

extension WorkerRun {
    /// Ends an attempt from outside, unless it has ended.
    func end(_ execution: TaskExecution, _ end: TaskExecution.End) {
        if execution.abort() { conclude(execution, end, result: nil) }
    }

    /// Frees the slot of an attempt that has ended, and hands its outcome over to be stored.
    func conclude(_ execution: TaskExecution, _ end: TaskExecution.End, result: [UInt8]?) {
        metrics?.end(execution, at: clock.now)
        let message = execution.task.message
        let transition: TaskOutcome.Transition?
        switch end {
        case .returned:
            transition = message.retention == nil ? .done : .completed(result: result)
        case .threw(let error):
            transition = self.transition(of: message, after: error)
        case .deadlineExceeded:
            transition = self.transition(of: message, after: TaskFailure.deadlineExceeded)
        case .cancelled:
            transition = self.transition(of: message, after: TaskFailure.cancelled)
        case .leaseLost:
            logger.warning(
                "the lease of a task was lost, its attempt is given up",
                metadata: ["task.id": "\(message.id)", "task.type": "\(message.type)"])
            transition = nil
        }
        // Freed before the outcome is handed over, so that only attempts without a slot leave the table.
        let next = table.release(execution)
        if let transition {
            settler.add([.init(execution: execution, transition: transition)])
        } else {
            table.remove(CollectionOfOne(execution))
        }
        if let next { start([next]) }
    }

    /// What becomes of a task whose attempt failed.
    private func transition(of message: TaskMessage, after error: any Error) -> TaskOutcome.Transition {
        configuration.onError(error, message)
        if error is RevokeTask { return .done }
        let description = "\(error)"
        let metadata: Logger.Metadata = [
            "task.id": "\(message.id)", "task.type": "\(message.type)", "task.queue": "\(message.queue)",
            "retries": "\(message.retryCount)", "error": "\(description)",
        ]
        if error is SkipRetry || message.retryCount >= message.maxRetry {
            logger.error("a task failed for good and is archived", metadata: metadata)
            return .archive(error: description)
        }
        logger.warning("an attempt at a task failed", metadata: metadata)
        let delay = configuration.retryDelay(message.retryCount, error, message)
        return .retry(
            at: clock.now + max(delay, .zero), error: description, isFailure: configuration.isFailure(error))
    }
}
