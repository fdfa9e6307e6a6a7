import Clocks
import Logging

extension WorkerRun {
    /// Makes one attempt after the other, until there are no more or an attempt was ended from outside: then its
    /// Swift task is a cancelled one, and another takes its place.
    func runAttempts() async {
        await withUnsafeCurrentTask { task in
            guard let task else { preconditionFailure("asynchronous code runs in a task") }
            let runner = RunnerTask(task)
            var isNew = true
            while let execution = await pool.next(isNew: isNew, onIdle: table.announceFree) {
                isNew = false
                await attempt(execution, runner)
                if Task.isCancelled { return }
            }
        }
    }

    /// Runs the handler. Where it returns or throws before the attempt was ended from outside, that is its end.
    private func attempt(_ execution: TaskExecution, _ runner: RunnerTask) async {
        guard execution.enter(runner) else { return }
        if execution.task.isSuspect, await !announceSuspect(execution) { return execution.leave() }
        let deadline = execution.deadline
        guard deadline > (execution.startedAt ?? .distantPast) else {
            return end(execution, .deadlineExceeded, result: nil)
        }
        let context = TaskContext(message: execution.task.message, deadline: deadline, logger: logger)
        do {
            try await execution.task.message.withProcessingSpan {
                try await handler(execution.task.message, context)
            }
        } catch {
            // A worker that is cancelled puts the task back: it has not failed. The attempt's own end has cancelled
            // this task too, and nothing is left to be done.
            if Task.isCancelled { return execution.leave() }
            return end(execution, .threw(error), result: nil)
        }
        end(execution, .returned, result: context.writtenResult)
    }

    /// Ends an attempt for its runner, unless it was ended before.
    private func end(_ execution: TaskExecution, _ end: TaskExecution.End, result: [UInt8]?) {
        if execution.complete() { conclude(execution, end, result: result) }
    }

    /// Has the crash counted that the attempt at a suspect may become.
    /// - Returns: whether the attempt may go on.
    private func announceSuspect(_ execution: TaskExecution) async -> Bool {
        while !execution.hasEnded, !Task.isCancelled {
            do {
                if try await broker.beginAttempt(atSuspect: execution.lease) { return true }
                if execution.abort() { conclude(execution, .leaseLost, result: nil) }
                return false
            } catch {
                logger.warning(
                    "cannot begin a task that may have crashed its workers",
                    metadata: ["task.id": "\(execution.task.message.id)", "error": "\(error)"])
            }
            do {
                try await clock.sleep(for: Self.pauseAfterError)
            } catch {
                return false  // Cancelled.
            }
        }
        return false
    }
}
