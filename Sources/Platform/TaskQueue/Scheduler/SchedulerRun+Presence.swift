import Clocks
import Logging
import Synchronization

extension SchedulerRun {
    private static let heartbeatInterval: Duration = .seconds(10)

    /// Shows operators the entries, at every heartbeat and when they have changed.
    func showPresence() async {
        while !Task.isCancelled {
            let entries = table.withLock { $0.schedulerEntries }
            do {
                try await broker.announce(entries, of: identity, for: Self.heartbeatInterval * 2)
            } catch  where !Task.isCancelled {
                logger.warning("cannot show the scheduler to operators", metadata: ["error": "\(error)"])
            } catch {
                return  // The shutdown cut it short.
            }
            await presenceChanged.wait(until: clock.now + Self.heartbeatInterval, on: clock)
        }
    }

    /// Shows the entries no longer.
    func withdraw() async {
        do {
            try await broker.withdrawEntries(of: identity)
        } catch {
            // They go by themselves, when the time of what was shown last is over.
            logger.notice("cannot take back what operators see of the scheduler", metadata: ["error": "\(error)"])
        }
    }
}
