import EventLog
import Synchronization

/// The events of one call on their way: whoever sent them waits here until each is durable or lost.
final class Delivery: Sendable {
    typealias Outcome = Result<[EventPosition], EventLogError>

    private struct State {
        var positions: [EventPosition?]
        var missing: Int
        var error: EventLogError?
        var isAbandoned = false
        var continuation: CheckedContinuation<Outcome, Never>?

        /// What to tell the caller; `nil` while there is nothing to tell.
        var outcome: Outcome? {
            if isAbandoned { return .failure(EventLogError(.cancelled, "the task was cancelled")) }
            guard missing == 0 else { return nil }
            if let error { return .failure(error) }
            return .success(positions.compactMap { $0 })
        }
    }

    private let state: Mutex<State>

    /// - Parameter count: how many events there are.
    init(count: Int) {
        state = Mutex(State(positions: Array(repeating: nil, count: count), missing: count))
    }

    /// Takes the report of one event.
    func report(_ index: Int, _ result: Result<EventPosition, EventLogError>) {
        resolve { state in
            state.missing -= 1
            switch result {
            case .success(let position): state.positions[index] = position
            case .failure(let error): state.error = state.error ?? error
            }
        }
    }

    /// Takes notice that the last `count` events are not sent at all.
    func giveUp(_ count: Int, _ error: EventLogError) {
        resolve { state in
            state.missing -= count
            state.error = state.error ?? error
        }
    }

    /// Returns where the events stand.
    /// - Throws: ``EventLogError``: the first event's that was lost, or `cancelled`, when the events may still arrive.
    func wait() async throws(EventLogError) -> [EventPosition] {
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Outcome, Never>) in
                let outcome = state.withLock { state in
                    if Task.isCancelled, state.missing > 0 { state.isAbandoned = true }
                    if state.outcome == nil { state.continuation = continuation }
                    return state.outcome
                }
                if let outcome { continuation.resume(returning: outcome) }
            }
        } onCancel: {
            resolve { state in
                if state.missing > 0 { state.isAbandoned = true }
            }
        }
        return try outcome.get()
    }

    private func resolve(after change: (inout State) -> Void) {
        let resumption = state.withLock { state in
            change(&state)
            guard let outcome = state.outcome, let continuation = state.continuation else {
                return nil as (CheckedContinuation<Outcome, Never>, Outcome)?
            }
            state.continuation = nil
            return (continuation, outcome)
        }
        if let (continuation, outcome) = resumption { continuation.resume(returning: outcome) }
    }
}

/// One event of a ``Delivery``: what travels through librdkafka as the message's opaque, and comes back with its report.
final class DeliveryTicket: Sendable {
    let delivery: Delivery
    let index: Int
    /// The event's bytes, for the gate.
    let size: Int

    init(_ delivery: Delivery, index: Int, size: Int) {
        self.delivery = delivery
        self.index = index
        self.size = size
    }
}
