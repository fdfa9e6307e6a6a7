import Clocks
import QueueConsole
import TaskQueue
import UnixSignals

/// Repaints the dashboard until somebody ends it.
struct LiveDashboard {
    let access: QueueOptions.Access
    let every: Duration

    private enum Event: Sendable {
        case snapshot(DashboardSnapshot)
        case failure(TaskQueueError)
        case resized
        case ended
    }

    /// Returns after q, Ctrl-C or a signal that ends processes, the terminal as it was before.
    func run() async throws {
        let screen = try Screen()
        defer { screen.restore() }
        // A frame is out of date as soon as there is a newer one, and the last event ends it all.
        let (events, continuation) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingNewest(8))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await read { continuation.yield($0) } }
            group.addTask {
                for await key in screen.keys where [UInt8(ascii: "q"), UInt8(ascii: "Q"), controlC].contains(key) {
                    continuation.yield(.ended)
                }
            }
            group.addTask {
                for await signal in await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup, .sigwinch) {
                    continuation.yield(signal == .sigwinch ? .resized : .ended)
                }
            }
            try await paint(events, on: screen)
            group.cancelAll()
        }
    }

    /// Ctrl-C, as a terminal sends it that makes no signal of it.
    private var controlC: UInt8 { 3 }

    /// Looks at the queues again and again. It waits for nobody, so that a slow broker does not hold up the keys.
    private func read(_ yield: (Event) -> Void) async throws {
        while !Task.isCancelled {
            do throws(TaskQueueError) {
                yield(.snapshot(try await DashboardSnapshot(reading: access.inspector, at: access.clock.now)))
            } catch {
                yield(.failure(error))
            }
            do {
                try await Task.sleep(for: every)
            } catch {
                return  // Cancelled.
            }
        }
    }

    private func paint(_ events: AsyncStream<Event>, on screen: Screen) async throws {
        var dashboard = Dashboard(place: access.place)
        for await event in events {
            switch event {
            case .snapshot(let snapshot):
                dashboard.history.add(snapshot)
                dashboard.problem = nil
            case .failure(let error): dashboard.problem = error.explanation
            case .resized: break
            case .ended: return
            }
            let context = QueueOptions.context(now: access.clock.now)
            try screen.paint(dashboard.lines(size: screen.size, hint: "q ends", in: context))
        }
    }
}
