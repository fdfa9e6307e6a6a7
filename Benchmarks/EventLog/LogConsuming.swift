import EventLog
import EventLogKafka
import Logging
import Synchronization

/// Reads events through the log.
enum LogConsuming {
    /// Reads all there is, without committing.
    static func read(_ load: Load) async throws -> Double {
        try await withFilledLog(load) { log, progress in
            try await log.consumer(group: "benchmark-\(load.topic)", topics: [load.topic]).run { partition in
                while try await partition.next() != nil { progress.count() }
            }
        }
    }

    /// Has all there is handled by a handler that does nothing, and committed.
    static func process(_ load: Load) async throws -> Double {
        try await withFilledLog(load) { log, progress in
            try await EventProcessor(
                consumer: log.consumer(group: "benchmark-\(load.topic)", topics: [load.topic]),
                deadLetters: log.producer, logger: Logger(label: "benchmark")
            ) { _ in progress.count() }.run()
        }
    }

    private static func withFilledLog(
        _ load: Load, _ body: @escaping @Sendable (KafkaEventLog, ReadProgress) async throws -> Void
    ) async throws -> Double {
        try await PlainProducing.fill(load)
        let log = try load.log()
        let progress = ReadProgress(load)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await body(log, progress) }
            for await _ in progress.ended { break }
            group.cancelAll()
            // The consumer ends as it was told to.
            do { try await group.waitForAll() } catch is CancellationError {}
        }
        await log.close()
        return progress.rate
    }
}

/// How far reading came: joining a group is not measured, so the time begins with the first event.
final class ReadProgress: Sendable {
    private struct State {
        var count = 0
        var start: ContinuousClock.Instant?
        var rate = 0.0
    }

    /// Ends when all has been read.
    let ended: AsyncStream<Void>
    private let end: AsyncStream<Void>.Continuation
    private let load: Load
    private let state = Mutex(State())

    init(_ load: Load) {
        self.load = load
        (ended, end) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    var rate: Double { state.withLock { $0.rate } }

    func count() {
        let isOver = state.withLock { state in
            state.count += 1
            let start = state.start ?? .now
            state.start = start
            guard state.count == load.count else { return false }
            state.rate = load.rate(since: start)
            return true
        }
        if isOver { end.finish() }
    }
}
