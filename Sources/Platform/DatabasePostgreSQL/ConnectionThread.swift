import Database
import Dispatch
import Logging
import Synchronization

/// One connection and the thread that it belongs to. It connects when it is first used, and again after it was lost.
final class ConnectionThread: Sendable {
    private let configuration: PostgresConfiguration
    private let logger: Logger
    private let queue: DispatchQueue
    private let interruption = DispatchSemaphore(value: 0)
    private let lastTrouble = Mutex<DatabaseError?>(nil)
    /// Made, used and dropped on the queue's thread alone, which is what makes this safe.
    private nonisolated(unsafe) var connection: PostgresConnection? {
        didSet { hasConnection.store(connection != nil, ordering: .relaxed) }
    }
    /// The same for other threads.
    private let hasConnection = Atomic<Bool>(false)

    init(_ configuration: PostgresConfiguration, number: Int, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        queue = DispatchQueue(label: "postgres.\(number)")
    }

    /// Runs `work` on the thread, after what was given before it.
    func async(_ work: @escaping @Sendable () -> Void) {
        queue.async(execute: work)
    }

    /// Whether there is a connection. One that has ended counts until it is next used.
    var isConnected: Bool { hasConnection.load(ordering: .relaxed) }

    /// Why the last attempt to connect failed; `nil` where it succeeded.
    var trouble: DatabaseError? { lastTrouble.withLock { $0 } }

    /// Runs a job on the thread that calls, which is this one's.
    func serve(_ job: Job, isClosing: () -> Bool) {
        if let connection, !connection.pipeline.isLost {
            guard let error = job.run(connection) else { return }
            logger.info("a connection to PostgreSQL had ended, and is made anew", metadata: ["error": "\(error)"])
        }
        connection = nil
        do throws(DatabaseError) {
            let connection = try connect(until: job.deadline, isClosing: isClosing)
            self.connection = connection
            if let error = job.run(connection) { job.refuse(error) }
        } catch {
            job.refuse(error)
        }
    }

    /// Connects at once.
    func connect() async throws(DatabaseError) {
        let result: Result<Void, DatabaseError> = await withCheckedContinuation { continuation in
            async {
                continuation.resume(
                    returning: Result { () throws(DatabaseError) in
                        self.connection = try PostgresConnection(self.configuration, logger: self.logger)
                    })
            }
        }
        try result.get()
    }

    /// Closes the connection after what was given before it. A second call does nothing.
    func close() async {
        await withCheckedContinuation { continuation in
            async {
                self.connection = nil
                continuation.resume()
            }
        }
    }

    /// Has it give up waiting for a server that is away.
    func interrupt() {
        interruption.signal()
    }

    /// Sends what the connection still has to send.
    func rest() {
        connection?.rest()
    }

    /// Connects, for as long as the server is away and the job has time.
    private func connect(
        until deadline: ContinuousClock.Instant, isClosing: () -> Bool
    ) throws(DatabaseError) -> PostgresConnection {
        var pause = Duration.milliseconds(20)
        while true {
            do throws(DatabaseError) {
                let connection = try PostgresConnection(configuration, logger: logger)
                lastTrouble.withLock { $0 = nil }
                return connection
            } catch {
                lastTrouble.withLock { $0 = error }
                let wait = pause * Double.random(in: 0.5...1)
                guard error.code == .unavailable, !isClosing(), ContinuousClock.now + wait < deadline else {
                    logger.warning("no connection to PostgreSQL", metadata: ["error": "\(error)"])
                    throw error
                }
                _ = interruption.wait(timeout: .now() + .milliseconds(wait.milliseconds))
                pause = min(pause * 2, .milliseconds(500))
            }
        }
    }
}
