import CKafka
import EventLog
import Synchronization

/// A partition while it is one member's.
///
/// librdkafka reads ahead into the partition's own queue and stops at its bound, so that a slow reader holds up neither
/// memory nor other partitions.
final class KafkaPartitionFeed: AssignedPartition {
    private enum Wait {
        case forRecords, forEnding
    }

    private struct State {
        /// Records taken from the queue, the next one last.
        var buffer: [EventRecord] = []
        /// What stood in the queue behind them.
        var error: EventLogError?
        /// Whether something came into the queue since it was last found empty.
        var hasNews = true
        var isEnding = false
        /// Whether the group has given this member up, so that its commits are void.
        var isLost = false
        /// The offset that the group is to begin with, as far as this member committed.
        var committed: Int64 = -1
        var nextID = 0
        var waiters: [Int: (wait: Wait, continuation: CheckedContinuation<Void, Never>)] = [:]

        func isOver(_ wait: Wait) -> Bool {
            isEnding || (wait == .forRecords && hasNews)
        }
    }

    /// The partition's queue. Whoever holds it may call librdkafka, which may call back and take the state; so nobody
    /// asks for it while holding the state.
    private struct Queue: @unchecked Sendable {
        // librdkafka's queues lock for themselves; the pointer is taken away before its client is destroyed.
        var pointer: OpaquePointer?
    }

    /// The most records taken from the queue at once.
    private static let batch = 128

    let topic: String
    let partition: Int
    let id: PartitionID
    private let session: KafkaGroupSession
    private let queue: Mutex<Queue>
    private let state = Mutex(State())

    /// Takes a partition's queue over; to be called before the partition is assigned, on the client's thread.
    init(_ id: PartitionID, session: KafkaGroupSession, client: OpaquePointer) {
        self.id = id
        self.session = session
        topic = id.topic
        partition = id.number
        let pointer = rd_kafka_queue_get_partition(client, id.topic, Int32(id.number))
        queue = Mutex(Queue(pointer: pointer))
        // Out of the client's common queue, and into this one's hands.
        rd_kafka_queue_forward(pointer, nil)
        let opaque = Unmanaged.passRetained(self).toOpaque()
        rd_kafka_queue_cb_event_enable(
            pointer,
            { _, opaque in
                guard let opaque else { return }
                Unmanaged<KafkaPartitionFeed>.fromOpaque(opaque).takeUnretainedValue().recordsArrived()
            }, opaque)
    }

    /// Lets go of the queue. To be called once, after the body has returned.
    func close() {
        let wasOpen = queue.withLock { queue in
            guard let pointer = queue.pointer else { return false }
            // It returns when no call is under way, and none will follow.
            rd_kafka_queue_cb_event_enable(pointer, nil, nil)
            rd_kafka_queue_destroy(pointer)
            queue.pointer = nil
            return true
        }
        finish()
        if wasOpen { Unmanaged.passUnretained(self).release() }
    }

    func next() async throws(EventLogError) -> EventRecord? {
        while !Task.isCancelled {
            let (record, error, isEnding) = state.withLock { state in
                defer { state.error = state.buffer.isEmpty ? nil : state.error }
                if state.isEnding { return (nil as EventRecord?, nil as EventLogError?, true) }
                let error = state.buffer.isEmpty ? state.error : nil
                return (state.buffer.popLast(), error, false)
            }
            if isEnding { return nil }
            if let record { return record }
            if let error { throw error }
            if !takeFromQueue() { await wait(.forRecords) }
        }
        return nil
    }

    func commit(through offset: Int64) async throws(EventLogError) {
        let isDone = state.withLock { $0.committed > offset && !$0.isLost }
        if isDone { return }
        guard queue.withLock({ $0.pointer }) != nil, !state.withLock({ $0.isLost }) else {
            throw EventLogError(
                .notAssigned, "\(topic)/\(partition) no longer belongs to this member of «\(session.group)»")
        }
        try await session.commit(id, offset + 1)
        state.withLock { $0.committed = max($0.committed, offset + 1) }
    }

    func waitUntilEnding() async {
        await wait(.forEnding)
    }

    /// Hands out nothing more.
    /// - Parameter isLost: whether the group has given this member up already.
    func finish(isLost: Bool = false) {
        resume { state in
            state.isEnding = true
            state.isLost = state.isLost || isLost
        }
    }

    /// How many records stand in librdkafka's queue.
    var queuedCount: Int {
        queue.withLock { $0.pointer.map { Int(rd_kafka_queue_length($0)) } ?? 0 }
    }

    private func recordsArrived() {
        resume { $0.hasNews = true }
    }

    /// Takes what is there without waiting; `false` where there is nothing.
    private func takeFromQueue() -> Bool {
        state.withLock { $0.hasNews = false }
        var records: [EventRecord] = []
        var error: EventLogError?
        queue.withLock { queue in
            guard let pointer = queue.pointer else { return }
            withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<rd_kafka_message_t>?.self, capacity: Self.batch) {
                messages in
                let count = rd_kafka_consume_batch_queue(pointer, 0, messages.baseAddress, messages.count)
                for message in messages.prefix(max(count, 0)) {
                    guard let message else { continue }
                    read(message, into: &records, &error)
                    rd_kafka_message_destroy(message)
                }
            }
        }
        guard !records.isEmpty || error != nil else { return false }
        if !records.isEmpty { session.recordsArrived() }
        state.withLock { state in
            state.buffer = records.reversed()
            state.error = error
            // There may be more than a batch takes, of which there will be no more news.
            state.hasNews = true
        }
        return true
    }

    private func read(
        _ message: UnsafePointer<rd_kafka_message_t>, into records: inout [EventRecord], _ error: inout EventLogError?
    ) {
        let code = message.pointee.err
        if code == RD_KAFKA_RESP_ERR_NO_ERROR {
            records.append(EventRecord(message, topic: topic))
        } else {
            let reason = rd_kafka_message_errstr(message).map { String(cString: $0) }
            error = EventLogError(code, "reading \(topic)/\(partition)", reason: reason)
        }
    }

    private func resume(after change: (inout State) -> Void) {
        let waiters = state.withLock { state in
            change(&state)
            let over = state.waiters.filter { state.isOver($0.value.wait) }
            for id in over.keys { state.waiters[id] = nil }
            return over.values.map(\.continuation)
        }
        for waiter in waiters { waiter.resume() }
    }

    private func wait(_ wait: Wait) async {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    // The cancellation handler may have run already and found nobody waiting.
                    if state.isOver(wait) || Task.isCancelled { return true }
                    state.waiters[id] = (wait, continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.continuation.resume()
        }
    }
}
