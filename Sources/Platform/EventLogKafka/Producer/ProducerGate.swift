import EventLog
import Synchronization

/// Lets only so many events, and bytes of them, be under way to the brokers; whoever comes then waits in line.
final class ProducerGate: Sendable {
    /// How many events may be under way.
    static let maximumEvents = 50_000
    /// How many bytes of them: enough for 30 of the largest.
    static let maximumBytes = 32 * 1024 * 1024

    private struct Waiter {
        var id: Int
        var size: Int
        var continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var events = 0
        var bytes = 0
        var nextID = 0
        var waiters: [Waiter] = []

        /// Whether an event fits in. One alone always does.
        func hasRoom(for size: Int, _ limits: (events: Int, bytes: Int)) -> Bool {
            events == 0 || (events < limits.events && bytes + size <= limits.bytes)
        }

        mutating func enter(_ size: Int) {
            events += 1
            bytes += size
        }
    }

    private let limits: (events: Int, bytes: Int)
    private let state = Mutex(State())

    init(events: Int = maximumEvents, bytes: Int = maximumBytes) {
        limits = (events, bytes)
    }

    /// How many events are under way.
    var count: Int { state.withLock { $0.events } }

    /// Takes the room for an event where there is any at once.
    func tryEnter(_ size: Int) -> Bool {
        state.withLock { state in
            guard state.waiters.isEmpty, state.hasRoom(for: size, limits) else { return false }
            state.enter(size)
            return true
        }
    }

    /// Takes the room for an event, as soon as there is any and those who came before have theirs.
    /// - Throws: ``EventLogError`` with the code `cancelled`.
    func enter(_ size: Int) async throws(EventLogError) {
        if tryEnter(size) { return }
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        let hasEntered = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    // The cancellation handler may have run already and found nobody waiting.
                    if Task.isCancelled { return false }
                    if state.waiters.isEmpty, state.hasRoom(for: size, limits) {
                        state.enter(size)
                        return true
                    }
                    state.waiters.append(Waiter(id: id, size: size, continuation: continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume(returning: false)
            // Whoever stood behind a large event may fit in now.
            admit()
        }
        guard hasEntered else { throw EventLogError(.cancelled, "the task was cancelled") }
    }

    /// Gives the room of an event back.
    func leave(_ size: Int) {
        let mayAdmit = state.withLock { state in
            state.events -= 1
            state.bytes -= size
            return !state.waiters.isEmpty
        }
        if mayAdmit { admit() }
    }

    private func admit() {
        let admitted = state.withLock { state in
            let count = state.waiters.prefix { waiter in
                guard state.hasRoom(for: waiter.size, limits) else { return false }
                state.enter(waiter.size)
                return true
            }.count
            defer { state.waiters.removeFirst(count) }
            return state.waiters.prefix(count).map(\.continuation)
        }
        for continuation in admitted { continuation.resume(returning: true) }
    }
}
