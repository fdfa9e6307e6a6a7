import Clocks
import EventLog
import Synchronization
import TestSupport

/// A consumer, its one partition and a producer that do as a test says, and remember what happened in what order.
final class ScriptedLog: EventConsumer, AssignedPartition, EventProducer {
    enum Happening: Hashable, CustomStringConvertible {
        case handled(Int64), committed(Int64), sent(topic: String), refused(String)

        var description: String {
            switch self {
            case .handled(let offset): "handled \(offset)"
            case .committed(let offset): "committed \(offset)"
            case .sent(let topic): "sent to \(topic)"
            case .refused(let what): "refused to \(what)"
            }
        }
    }

    private struct State {
        var next = 0
        var isEnding = false
        var nextID = 0
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        var readErrors: [EventLogError] = []
        var commitErrors: [EventLogError] = []
        var sendErrors: [EventLogError] = []
    }

    let group = "group"
    let topics: [String]
    let partition = 0
    let happenings = Collector<Happening>()
    let sent = Collector<Event>()
    private let events: [Event]
    private let staysOpen: Bool
    private let state: Mutex<State>

    var topic: String { topics[0] }

    /// - Parameters:
    ///   - readErrors: thrown by the first calls of `next()`; the others in the same way.
    convenience init(
        topic: String = "payments", _ values: [String], readErrors: [EventLogError] = [],
        commitErrors: [EventLogError] = [], sendErrors: [EventLogError] = []
    ) {
        self.init(
            values.map { Event(topic: topic, key: "HSO1", text: $0) }, topic: topic,
            state: State(readErrors: readErrors, commitErrors: commitErrors, sendErrors: sendErrors))
    }

    /// A partition with events of several keys, which waits for more until ``end()``.
    /// - Parameter values: their texts, the first letter of which is the key; «-» for none.
    convenience init(keyed values: [String], sendErrors: [EventLogError] = []) {
        self.init(
            values.map { Event(topic: "payments", key: $0.first == "-" ? nil : String($0.prefix(1)), text: $0) },
            topic: "payments", staysOpen: true, state: State(sendErrors: sendErrors))
    }

    private init(_ events: [Event], topic: String, staysOpen: Bool = false, state: State) {
        topics = [topic]
        self.events = events
        self.staysOpen = staysOpen
        self.state = Mutex(state)
    }

    func run(_ body: @escaping @Sendable (any AssignedPartition) async throws -> Void) async throws {
        try await body(self)
    }

    func next() async throws(EventLogError) -> EventRecord? {
        try refuse("read", \.readErrors)
        if staysOpen, state.withLock({ $0.next == events.count }) { await waitUntilEnding() }
        return state.withLock { state in
            guard !state.isEnding, state.next < events.count else { return nil }
            defer { state.next += 1 }
            let position = EventPosition(topic: topic, partition: 0, offset: Int64(state.next))
            return EventRecord(events[state.next], at: position, timestamp: Timestamp(seconds: 0))
        }
    }

    func commit(through offset: Int64) async throws(EventLogError) {
        try refuse("commit", \.commitErrors)
        happenings.append(.committed(offset))
    }

    func send(_ events: [Event]) async throws(EventLogError) -> [EventPosition] {
        try refuse("send", \.sendErrors)
        return events.map { event in
            sent.append(event)
            happenings.append(.sent(topic: event.topic))
            return EventPosition(topic: event.topic, partition: 0, offset: 0)
        }
    }

    func waitUntilEnding() async {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.isEnding || Task.isCancelled { return true }
                    state.waiters[id] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
        }
    }

    /// Says that the partition is to be given up.
    func end() {
        let waiters = state.withLock { state in
            state.isEnding = true
            defer { state.waiters = [:] }
            return state.waiters.values
        }
        for waiter in waiters { waiter.resume() }
    }

    private func refuse(
        _ what: String, _ errors: WritableKeyPath<State, [EventLogError]>
    ) throws(EventLogError) {
        let error = state.withLock { state in
            state[keyPath: errors].isEmpty ? nil : state[keyPath: errors].removeFirst()
        }
        guard let error else { return }
        happenings.append(.refused(what))
        throw error
    }
}
