import Clocks
import Logging

extension WorkerRun {
    /// Shows operators what the worker does, at every heartbeat and when it begins to stop.
    func showPresence() async {
        while !Task.isCancelled {
            do {
                try await broker.announce(server, for: configuration.heartbeatInterval * 2)
            } catch {
                logError("cannot show the worker to operators", error)
            }
            await presenceChanged.wait(until: clock.now + configuration.heartbeatInterval, on: clock)
        }
    }

    /// Shows the worker no longer.
    func withdraw() async {
        do {
            try await broker.withdraw(identity)
        } catch {
            // It goes by itself, when the time of what was shown last is over.
            logger.notice("cannot take back what operators see of the worker", metadata: ["error": "\(error)"])
        }
    }

    private var server: ServerInfo {
        ServerInfo(
            identity: identity, concurrency: configuration.concurrency, queues: configuration.queues,
            isStrict: configuration.isStrict, status: isStopping ? .stopped : .active, startedAt: startedAt,
            attempts: table.running.compactMap(\.info))
    }
}

extension TaskExecution {
    /// The attempt as operators see it; `nil` where it has not begun.
    fileprivate var info: AttemptInfo? {
        startedAt.map { startedAt in
            AttemptInfo(
                taskID: task.message.id, type: task.message.type, payload: task.message.payload,
                queue: task.message.queue, startedAt: startedAt, deadline: deadline)
        }
    }
}
