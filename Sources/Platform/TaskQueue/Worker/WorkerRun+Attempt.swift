import Clocks
import Logging

extension WorkerRun {
    /// Runs the handler, and hands the outcome over to be stored as soon as the attempt has ended, be it that the
    /// handler returned or that it is to stop. Returns when the handler has returned.
    func attempt(_ execution: TaskExecution, number: Int) async {
        let message = execution.task.message
        let context = TaskContext(message: message, deadline: execution.deadline, logger: logger)
        if execution.deadline <= clock.now { execution.finish(.deadlineExceeded) }
        await withTaskCancellationHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.callHandler(execution, context) }
                let end = await execution.waitForEnd()
                group.cancelAll()
                conclude(execution, number: number, end: end, result: context.writtenResult)
                table.free(number)
            }
        } onCancel: {
            requeueUnfinished()
        }
    }

    private func callHandler(_ execution: TaskExecution, _ context: TaskContext) async {
        guard !execution.hasEnded else { return }
        do {
            try await router.dispatch(execution.task.message, context)
            execution.finish(.returned)
        } catch {
            // Cancelled from outside: onCancel puts the task back, it has not failed.
            if error is CancellationError, Task.isCancelled { return }
            execution.finish(.threw(error))
        }
    }

    private func conclude(_ execution: TaskExecution, number: Int, end: TaskExecution.End, result: [UInt8]?) {
        let message = execution.task.message
        let transition: TaskOutcome.Transition
        switch end {
        case .returned:
            transition = message.retention == nil ? .done : .completed(result: result)
        case .threw(let error):
            transition = self.transition(of: message, after: error)
        case .deadlineExceeded:
            transition = self.transition(of: message, after: TaskFailure.deadlineExceeded)
        case .leaseLost:
            logger.warning(
                "the lease of a task was lost, its attempt is given up",
                metadata: ["task.id": "\(message.id)", "task.type": "\(message.type)"])
            table.remove([number])
            return
        case .stopped:
            return  // Whoever stopped it has put the task back.
        }
        settler.add([.init(number: number, execution: execution, transition: transition)])
    }

    /// What becomes of a task whose attempt failed.
    func transition(of message: TaskMessage, after error: any Error) -> TaskOutcome.Transition {
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
