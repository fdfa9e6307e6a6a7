public import Clocks
public import Logging
public import ServiceLifecycle

/// Enqueues periodic tasks when they are due.
///
/// Any number of schedulers may run the same entries on one broker: each tick of an entry is enqueued once. A tick at
/// which none is running is not made up for.
public struct TaskScheduler: Service {
    /// How late a tick may still be enqueued: a scheduler that was held up longer missed it.
    static let graceTime: Duration = .seconds(60)
    /// How long it is remembered that a tick was enqueued. Clocks of schedulers may differ by this less the grace.
    static let claimDuration: Duration = .seconds(3600)
    private static let pauseAfterError: Duration = .seconds(1)

    private let broker: any Broker
    private let tasks: [PeriodicTask]
    private let clock: any WallClock
    private let logger: Logger

    /// - Throws: ``TaskQueueError`` with the code `invalidOption` where two of the tasks have the same id.
    public init(
        broker: any Broker, tasks: [PeriodicTask], clock: any WallClock = SystemWallClock(), logger: Logger
    ) throws(TaskQueueError) {
        var ids: Set<String> = []
        for task in tasks where !ids.insert(task.id).inserted {
            throw .invalidOption("tasks", "two periodic tasks have the id «\(task.id)»")
        }
        self.broker = broker
        self.tasks = tasks
        self.clock = clock
        self.logger = logger
    }

    /// Enqueues until a graceful shutdown or cancellation.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for task in tasks {
                    group.addTask { await run(task) }
                }
                // Keeps a scheduler without tasks, or whose tasks are never due again, running as a service must.
                group.addTask { await WakeUp().wait() }
            }
        }
    }

    private func run(_ task: PeriodicTask) async {
        var last = clock.now
        while let tick = task.schedule.nextTick(after: last) {
            do {
                try await clock.sleep(until: tick)
            } catch {
                return  // Cancelled.
            }
            await enqueue(task, tick: tick)
            // Not `tick` alone: the ticks that passed meanwhile are missed ones.
            last = max(tick, clock.now - Self.graceTime)
        }
        logger.warning("a periodic task is never due again", metadata: ["entry": "\(task.id)", "cron": "\(task.cron)"])
    }

    /// Enqueues one tick, again after an error, for as long as it is not too late.
    private func enqueue(_ task: PeriodicTask, tick: Timestamp) async {
        let metadata: Logger.Metadata = ["entry": "\(task.id)", "tick": "\(tick.seconds)"]
        while clock.now <= tick + Self.graceTime {
            do {
                var new = try task.request.newTask(now: clock.now)
                new.claim = NewTask.Claim(name: "\(task.id)@\(tick.seconds)", duration: Self.claimDuration)
                return try await broker.enqueue([new])
            } catch {
                switch error.code {
                case .duplicateTask, .taskIDConflict:
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
}
