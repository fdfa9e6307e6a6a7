import Database
import DequeModule
import Dispatch
import Logging
import Synchronization

/// Runs transactions on a number of connections, in the order in which they came.
final class ConnectionPool: Sendable {
    fileprivate struct State {
        /// In the order of their deadlines, since all wait equally long.
        var waiting: Deque<Job> = []
        var lastID = 0
        /// The connections on which nothing runs, by number.
        var idle: [Int]
        /// How many jobs did not find a connection at rest, and how long they have waited for one.
        var waitCount = 0
        var waitTime = Duration.zero
        var isClosed = false
        /// Those who wait until all connections are idle.
        var closers: [CheckedContinuation<Void, Never>] = []
        /// Whether it is looked at again when a deadline has passed.
        var isWatched = false
    }

    private let configuration: PostgresConfiguration
    private let threads: [ConnectionThread]
    private let state: Mutex<State>

    init(_ configuration: PostgresConfiguration, logger: Logger) {
        self.configuration = configuration
        let size = max(1, configuration.poolSize)
        threads = (0..<size).map { ConnectionThread(configuration, number: $0, logger: logger) }
        // The last is the first to be used, and was the last to be: its connection is the least likely to have ended.
        state = Mutex(State(idle: (0..<size).reversed()))
    }

    /// Makes the first connection.
    func connect() async throws(DatabaseError) {
        try await threads[0].connect()
    }

    /// How many transactions wait for a connection.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// How busy the connections are.
    var figures: PoolFigures {
        let open = threads.count { $0.isConnected }
        return state.withLock { state in
            PoolFigures(
                maximum: threads.count, open: open, inUse: threads.count - state.idle.count,
                waiting: state.waiting.count, waitCount: state.waitCount, waitTime: state.waitTime)
        }
    }

    /// Whether an attempt to connect has failed, and none has succeeded since.
    var isInTrouble: Bool { threads.contains { $0.trouble != nil } }

    /// Runs a transaction and returns its result.
    ///
    /// A task that is cancelled meanwhile no longer waits for a connection. One that was cancelled before has it run:
    /// that is how work is brought to its end.
    func run<Value: Sendable>(
        _ purpose: Purpose, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        let deadline = ContinuousClock.now + configuration.acquireTimeout
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                submit(Job(id: id, deadline: deadline, purpose, body, continuation))
            }
        } onCancel: {
            withdraw(id)
        }
    }

    /// Refuses further work, waits for what was taken, and closes the connections.
    func close() async {
        await withCheckedContinuation { continuation in
            let isAtRest = state.withLock { state in
                state.isClosed = true
                guard state.idle.count < threads.count else { return true }
                state.closers.append(continuation)
                return false
            }
            for thread in threads { thread.interrupt() }
            if isAtRest { continuation.resume() }
        }
        for thread in threads { await thread.close() }
    }

    private func submit(_ job: Job) {
        enum Action { case refuse, wait, watch, start(Int) }
        let action: Action = state.withLock { state in
            guard !state.isClosed else { return .refuse }
            if let number = state.idle.popLast() {
                state.waiting.append(job)
                return .start(number)
            }
            var job = job
            job.waitsSince = .now
            state.waiting.append(job)
            defer { state.isWatched = true }
            return state.isWatched ? .wait : .watch
        }
        switch action {
        case .refuse: job.refuse(DatabaseError(.closed, "the database is closed"))
        case .wait: break
        case .watch: watch(job.deadline)
        case .start(let number): threads[number].async { self.drain(number) }
        }
    }

    private func withdraw(_ id: Int) {
        let job = state.withLock { state in
            state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0) }
        }
        job?.refuse(CancellationError())
    }

    /// Runs jobs on a connection until none waits.
    private func drain(_ number: Int) {
        let thread = threads[number]
        while let job = nextJob(number) {
            thread.serve(job) { state.withLock { $0.isClosed } }
        }
        thread.rest()
    }

    private func nextJob(_ number: Int) -> Job? {
        enum Next { case job(Job), rest([CheckedContinuation<Void, Never>]) }
        let next: Next = state.withLock { state in
            if let job = state.waiting.popFirst() {
                state.countWait(of: job)
                return .job(job)
            }
            state.idle.append(number)
            guard state.idle.count == threads.count else { return .rest([]) }
            defer { state.closers = [] }
            return .rest(state.closers)
        }
        switch next {
        case .job(let job):
            return job
        case .rest(let closers):
            for closer in closers { closer.resume() }
            return nil
        }
    }

    /// Looks at those who wait once a deadline has passed.
    private func watch(_ deadline: ContinuousClock.Instant) {
        let left = max(.zero, deadline - .now)
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(left.milliseconds)) { [weak self] in
            self?.refuseOverdue()
        }
    }

    private func refuseOverdue() {
        let now = ContinuousClock.now
        let (overdue, next) = state.withLock { state in
            let count = state.waiting.prefix { $0.deadline <= now }.count
            let overdue = Array(state.waiting.prefix(count))
            for job in overdue { state.countWait(of: job) }
            state.waiting.removeFirst(count)
            state.isWatched = !state.waiting.isEmpty
            return (overdue, state.waiting.first?.deadline)
        }
        if let next { watch(next) }
        for job in overdue { job.refuse(exhaustion) }
    }

    /// Why no connection came free.
    private var exhaustion: DatabaseError {
        let trouble = threads.lazy.compactMap(\.trouble).first
        return trouble
            ?? DatabaseError(
                .unavailable,
                """
                the connection pool is exhausted: all \(threads.count) connections to \(configuration.address) were in \
                use for \(configuration.acquireTimeout)
                """)
    }
}

extension ConnectionPool.State {
    /// Adds up how long a job has waited that found no connection at rest.
    fileprivate mutating func countWait(of job: Job) {
        guard let since = job.waitsSince else { return }
        waitCount += 1
        waitTime += ContinuousClock.now - since
    }
}
