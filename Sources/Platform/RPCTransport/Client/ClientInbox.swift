import NIOCore
import Synchronization

/// Hands the calls that tasks make to their connection's event loop: many at a time where many come.
final class ClientInbox: Sendable {
    enum Entry: Sendable {
        case call(OutgoingCall)
        /// The caller wants no answer any more.
        case cancel(UInt64)
    }

    private struct State {
        var entries: [Entry] = []
        /// Why calls are no longer taken.
        var closed: CallFailure?
    }

    private let state = Mutex(State())

    var isClosed: Bool { state.withLock { $0.closed != nil } }

    /// Adds an entry. A call that comes after the end fails.
    /// - Returns: whether the event loop must be told.
    func add(_ entry: Entry) -> Bool {
        let (isFirst, closed) = state.withLock { state in
            if state.closed != nil { return (false, state.closed) }
            state.entries.append(entry)
            return (state.entries.count == 1, nil)
        }
        if let closed, case .call(let call) = entry { call.fail(closed) }
        return isFirst
    }

    /// Takes what is there.
    func take() -> [Entry] {
        state.withLock { state in
            let entries = state.entries
            state.entries.removeAll(keepingCapacity: true)
            return entries
        }
    }

    /// Takes nothing any more: the calls that come, and those that wait, have not been sent.
    func close(_ failure: CallFailure) {
        let entries = state.withLock { state in
            if state.closed == nil { state.closed = failure }
            let entries = state.entries
            state.entries = []
            return entries
        }
        for case .call(let call) in entries { call.fail(failure) }
    }
}
