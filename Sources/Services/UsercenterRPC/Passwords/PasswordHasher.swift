import NIOCore
import NIOPosix
import ServiceKit
import ServiceLifecycle
import Synchronization

/// Hashes passwords on threads of its own: a hash keeps a processor busy for tens of milliseconds, which the threads
/// that serve requests cannot spare.
///
/// It works while ``run()`` does.
final class PasswordHasher: Service {
    /// What new hashes cost.
    let parameters: ScryptParameters
    private let pool: NIOThreadPool
    private let capacity: Int
    private let pending = Mutex(0)
    private let nobody: PasswordHash

    /// - Parameters:
    ///   - threads: how many passwords are hashed at the same time. Each takes the memory that `parameters` ask for.
    ///   - capacity: how many may be at work or wait for it. A caller who gives up leaves the queue.
    init(
        parameters: ScryptParameters = .current, threads: Int = max(1, min(4, System.coreCount / 2)),
        capacity: Int = 1024
    ) {
        self.parameters = parameters
        self.capacity = capacity
        pool = NIOThreadPool(numberOfThreads: threads)
        nobody = PasswordHash(matchingNothing: parameters)
    }

    /// Starts the threads, and ends them on graceful shutdown or cancellation. Work that still waits then ends with
    /// `CancellationError`.
    func run() async throws {
        pool.start()
        do {
            try await gracefulShutdown()
        } catch is CancellationError {
            // The other way to be told to stop.
        }
        try await pool.shutdownGracefully()
    }

    /// - Throws: `ServiceError` where too many wait, `CancellationError` where the hasher is not running.
    func hash(_ password: Password) async throws -> PasswordHash {
        let parameters = parameters
        return try await perform { try PasswordHash(password, parameters: parameters) }
    }

    /// Whether `hash` is the password's. Takes as long where there is no hash to compare with.
    /// - Throws: `ServiceError` where too many wait, `CancellationError` where the hasher is not running.
    func verify(_ password: Password, against hash: PasswordHash?) async throws -> Bool {
        let nobody = nobody
        return try await perform {
            let matches = try (hash ?? nobody).matches(password)
            return matches && hash != nil
        }
    }

    private func perform<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        let isAdmitted = pending.withLock { pending in
            guard pending < capacity else { return false }
            pending += 1
            return true
        }
        guard isAdmitted else {
            throw ServiceError(.rateLimited, "too many users are signing in, try again")
        }
        defer { pending.withLock { $0 -= 1 } }
        return try await pool.runIfActive(work)
    }
}
