import Database
import struct Database.DatabaseError
import DequeModule
import GRDB
import Logging
import Synchronization

/// The work that waits for a set of connections, run in batches.
///
/// A batch is what waits when a connection becomes free, and it is one transaction. For writers that makes one fsync
/// of many: each job stands in a savepoint, so a job that fails is undone alone. For readers it saves hand-overs
/// between threads; the snapshot is taken after the batch was, so each job sees what was committed before it came.
final class JobQueue: Sendable {
    fileprivate struct State {
        var waiting: Deque<Job> = []
        /// Connections at rest, by index.
        var idle: [Int]
        /// How many jobs did not find a connection at rest, and how long they have waited for one.
        var waitCount = 0
        var waitTime = Duration.zero
        var isClosed = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private let connections: [ConnectionThread]
    private let transaction: Transaction
    private let state: Mutex<State>
    private let logger: Logger

    init(queues: [DatabaseQueue], transaction: Transaction, logger: Logger) {
        connections = queues.map(ConnectionThread.init)
        self.transaction = transaction
        self.logger = logger
        state = Mutex(State(idle: Array(queues.indices)))
    }

    /// How many jobs wait for a connection.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// How busy the connections are.
    func pool(for purpose: String) -> PoolFigures {
        state.withLock { state in
            PoolFigures(
                purpose: purpose, maximum: connections.count, open: state.isClosed ? 0 : connections.count,
                inUse: connections.count - state.idle.count, waiting: state.waiting.count, waitCount: state.waitCount,
                waitTime: state.waitTime)
        }
    }

    /// Runs `body` in a batch and returns its result once the batch is committed.
    func run<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            submit(Job(body, continuation))
        }
    }

    /// Refuses further work, waits for what was taken, and closes the connections.
    func close() async {
        await withCheckedContinuation { continuation in
            let isAtRest = state.withLock { state in
                state.isClosed = true
                guard state.idle.count < connections.count else { return true }
                state.closers.append(continuation)
                return false
            }
            if isAtRest { continuation.resume() }
        }
        for connection in connections {
            do {
                try await connection.close()
            } catch {
                logger.warning("closing a SQLite connection failed", metadata: ["error": "\(error)"])
            }
        }
    }

    private func submit(_ job: Job) {
        enum Action { case refuse, wait, start(Int) }
        let action: Action = state.withLock { state in
            guard !state.isClosed else { return .refuse }
            guard let connection = state.idle.popLast() else {
                var job = job
                job.waitsSince = .now
                state.waiting.append(job)
                return .wait
            }
            state.waiting.append(job)
            return .start(connection)
        }
        switch action {
        case .refuse: job.refuse(DatabaseError(.closed, "the database is closed"))
        case .wait: break
        case .start(let index): connections[index].async { self.drain(index, $0) }
        }
    }

    /// Runs batches on a connection until nothing waits.
    private func drain(_ index: Int, _ connection: SQLiteConnection) {
        while let batch = nextBatch(index) {
            let unfinished = connection.run(batch, in: transaction)
            guard !unfinished.isEmpty else { continue }
            state.withLock { $0.waiting.insert(contentsOf: unfinished, at: 0) }
        }
    }

    private func nextBatch(_ index: Int) -> [Job]? {
        enum Next { case batch([Job]), rest([CheckedContinuation<Void, Never>]) }
        let next: Next = state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.idle.append(index)
                guard state.idle.count == connections.count else { return .rest([]) }
                defer { state.closers = [] }
                return .rest(state.closers)
            }
            let count = min(state.waiting.count, transaction.maximumBatch)
            var batch = Array(state.waiting.prefix(count))
            state.waiting.removeFirst(count)
            state.countWaits(in: &batch)
            return .batch(batch)
        }
        switch next {
        case .batch(let batch):
            return batch
        case .rest(let closers):
            for closer in closers { closer.resume() }
            return nil
        }
    }
}

extension JobQueue.State {
    /// Adds up how long the jobs of a batch have waited. One that has to be run again is not counted again.
    fileprivate mutating func countWaits(in batch: inout [Job]) {
        let now = ContinuousClock.now
        for index in batch.indices {
            guard let since = batch[index].waitsSince else { continue }
            waitCount += 1
            waitTime += now - since
            batch[index].waitsSince = nil
        }
    }
}
