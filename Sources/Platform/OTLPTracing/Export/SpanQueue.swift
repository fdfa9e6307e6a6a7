import Synchronization

/// The spans that have ended and were not sent yet: a bounded number of them, in memory that is taken once.
///
/// A span that finds no room is dropped and counted: the newest, so that what is already there goes out whole.
final class SpanQueue: Sendable {
    private struct Ring {
        var slots: [SpanRecording?]
        var first = 0
        var count = 0
        var isClosed = false
    }

    /// A signal whenever it is time to send.
    let wakes: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation
    private let ring: Mutex<Ring>
    private let capacity: Int
    private let batchSize: Int
    private let metrics: TraceMetrics

    init(capacity: Int, batchSize: Int, metrics: TraceMetrics) {
        self.capacity = capacity
        self.batchSize = batchSize
        self.metrics = metrics
        ring = Mutex(Ring(slots: Array(repeating: nil, count: capacity)))
        (wakes, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    var count: Int { ring.withLock { $0.count } }

    /// Takes a span in. Returns at once, whether there is room or not.
    func push(_ span: SpanRecording) {
        let count: Int? = ring.withLock { ring in
            guard !ring.isClosed, ring.count < capacity else { return nil }
            var index = ring.first + ring.count
            if index >= capacity { index -= capacity }
            ring.slots[index] = span
            ring.count += 1
            return ring.count
        }
        guard let count else { return metrics.dropped() }
        if count.isMultiple(of: batchSize) { wake() }
    }

    /// Takes the oldest spans out.
    func take(upTo limit: Int) -> [SpanRecording] {
        ring.withLock { ring in
            let count = min(limit, ring.count)
            var spans: [SpanRecording] = []
            spans.reserveCapacity(count)
            for _ in 0..<count {
                if let span = ring.slots[ring.first] { spans.append(span) }
                ring.slots[ring.first] = nil
                ring.first += 1
                if ring.first == capacity { ring.first = 0 }
            }
            ring.count -= count
            return spans
        }
    }

    /// Says that it is time to send.
    func wake() {
        signal.yield()
    }

    /// Ends ``wakes``: what is there is sent, and there will be no more signals.
    func finish() {
        signal.finish()
    }

    /// Takes nothing in any more.
    func close() {
        ring.withLock { $0.isClosed = true }
        signal.finish()
    }
}
