import CKafka
import EventLog
import Foundation
import Logging
import Synchronization

/// What a client's events are for.
protocol ClientEventHandler: AnyObject, Sendable {
    /// Takes an event; called on the client's thread. The event is destroyed after.
    func handle(_ event: OpaquePointer, of kind: Int32, on handle: KafkaHandle)
}

/// The thread that a client of librdkafka lives on. It takes the client's events, runs whatever may block, and destroys
/// the client in the end.
final class ClientThread: Sendable {
    private struct State {
        var jobs: [@Sendable (KafkaHandle) -> Void] = []
        var isStopping = false
        var isOver = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// What is wrong between the client and its cluster.
    let trouble: KafkaTrouble
    private let handle: KafkaHandle
    private let logger: Logger
    private let state = Mutex(State())

    /// - Parameter handle: a client that nobody else destroys.
    init(_ handle: KafkaHandle, logger: Logger) {
        self.handle = handle
        self.logger = logger
        trouble = KafkaTrouble(logger: logger)
    }

    /// Begins. Until ``stop()`` the thread keeps itself and the handler alive.
    func start(name: String, handler: (any ClientEventHandler)?) {
        let thread = Thread { [self] in work(handler) }
        thread.name = name
        thread.start()
    }

    /// Runs a job on the thread, after those that were given before it.
    /// - Returns: `false` where the thread is about to end, and the job will not run.
    @discardableResult
    func submit(_ job: @escaping @Sendable (KafkaHandle) -> Void) -> Bool {
        state.withLock { state in
            guard !state.isStopping else { return false }
            state.jobs.append(job)
            // Within the lock: the client is not destroyed before the job has been taken.
            rd_kafka_queue_yield(handle.queue)
            return true
        }
    }

    /// Runs `body` on the thread and returns what it returns. Cancellation does not cut it short: it takes as long as
    /// the time-outs of what it calls.
    /// - Throws: ``EventLogError``: what `body` throws, or `closed`.
    func run<Value: Sendable>(
        _ body: @escaping @Sendable (KafkaHandle) throws(EventLogError) -> Value
    ) async throws(EventLogError) -> Value {
        let result: Result<Value, EventLogError> = await withCheckedContinuation { continuation in
            let isTaken = submit { handle in
                do throws(EventLogError) {
                    continuation.resume(returning: .success(try body(handle)))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
            if !isTaken { continuation.resume(returning: .failure(EventLogError(.closed, "the log is closed"))) }
        }
        return try result.get()
    }

    /// Ends the thread after the jobs that it was given, and destroys the client.
    func stop() {
        state.withLock { state in
            guard !state.isStopping else { return }
            state.isStopping = true
            rd_kafka_queue_yield(handle.queue)
        }
    }

    /// Returns when the client has been destroyed.
    func waitUntilStopped() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if !state.isOver { state.waiters.append(continuation) }
                return state.isOver
            }
            if isOver { continuation.resume() }
        }
    }

    /// The longest that the thread waits for an event. A job or an event ends the wait at once.
    private static let longestWait: Int32 = 1000

    private func work(_ handler: (any ClientEventHandler)?) {
        while true {
            let (jobs, isStopping) = state.withLock { state in
                defer { state.jobs = [] }
                return (state.jobs, state.isStopping)
            }
            for job in jobs { job(handle) }
            if isStopping { break }
            if let event = rd_kafka_queue_poll(handle.queue, Self.longestWait) {
                take(event, handler)
                rd_kafka_event_destroy(event)
            }
        }
        handle.destroy()
        let waiters = state.withLock { state in
            defer { state.waiters = [] }
            state.isOver = true
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    private func take(_ event: OpaquePointer, _ handler: (any ClientEventHandler)?) {
        switch rd_kafka_event_type(event) {
        case RD_KAFKA_EVENT_LOG: log(event)
        case RD_KAFKA_EVENT_ERROR:
            trouble.note(event)
            handler?.handle(event, of: RD_KAFKA_EVENT_ERROR, on: handle)
        case let kind: handler?.handle(event, of: kind, on: handle)
        }
    }

    /// librdkafka tells its troubles in errors as well, so that its log lines are for those who look for details.
    private func log(_ event: OpaquePointer) {
        guard logger.logLevel <= .debug else { return }
        var (facility, text): (UnsafePointer<CChar>?, UnsafePointer<CChar>?)
        var level: Int32 = 0
        guard rd_kafka_event_log(event, &facility, &text, &level) == 0, let text else { return }
        logger.debug(
            "\(String(cString: text))",
            metadata: ["facility": "\(facility.map { String(cString: $0) } ?? "")", "level": "\(level)"])
    }
}
