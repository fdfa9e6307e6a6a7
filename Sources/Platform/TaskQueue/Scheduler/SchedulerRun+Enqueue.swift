import Clocks
import Logging
import Synchronization

extension SchedulerRun {
    /// How long it is remembered that a tick was enqueued. Clocks of schedulers may differ by this less the grace.
    private static let claimDuration: Duration = .seconds(3600)

    /// Enqueues one tick, again after an error, for as long as it is not too late.
    func enqueue(_ tick: ScheduleTable.Tick) async {
        let metadata: Logger.Metadata = ["entry": "\(tick.task.id)", "tick": "\(tick.dueAt.seconds)"]
        while clock.now <= tick.dueAt + ScheduleTable.graceTime {
            do {
                var new = try tick.task.request.newTask(now: clock.now)
                new.claim = NewTask.Claim(
                    name: "\(tick.task.id)@\(tick.dueAt.seconds)", duration: Self.claimDuration)
                // A tick has nobody who asked for it: it begins a trace.
                let sending = TaskSending([new], under: nil)
                try await sending.run(broker.enqueue)
                table.withLock { $0.noteEnqueued(tick) }
                return await record(new, of: tick)
            } catch {
                switch error.code {
                case .duplicateTask, .taskIDConflict:
                    table.withLock { $0.noteEnqueued(tick) }
                    return logger.debug("a tick was enqueued before, or its task is still there", metadata: metadata)
                case .unavailable:
                    logger.warning("cannot enqueue a periodic task yet: \(error)", metadata: metadata)
                default:
                    return logger.error("cannot enqueue a periodic task: \(error)", metadata: metadata)
                }
            }
            do {
                try await clock.sleep(for: Self.pauseAfterError)
            } catch {
                return  // Cancelled.
            }
        }
        logger.error("a tick of a periodic task was missed", metadata: metadata)
    }

    /// Adds the tick to the history that operators see.
    private func record(_ task: NewTask, of tick: ScheduleTable.Tick) async {
        do {
            try await broker.record(
                EnqueueEvent(taskID: task.message.id, enqueuedAt: clock.now), of: tick.task.id)
        } catch {
            logger.warning(
                "cannot record that a periodic task was enqueued",
                metadata: ["entry": "\(tick.task.id)", "task.id": "\(task.message.id)", "error": "\(error)"])
        }
    }
}
