import Clocks
import Logging
import Synchronization

/// The first contact of a process with a server that it needs.
///
/// Processes and servers that are started together are not all there at once, so a server that cannot be reached is
/// tried again for a while.
struct ServerContact: Sendable {
    /// Why an attempt came to nothing.
    struct Failure: Error {
        /// What the server or the system said.
        var reason: String
        /// Whether the same may succeed a moment later.
        var isTransient: Bool
    }

    /// How long it may take until the server answers.
    static let patience: Duration = .seconds(10)
    private static let pause: Duration = .milliseconds(250)

    /// What it is, `Redis` for example.
    let server: String
    let address: String
    /// Whether a server that cannot be reached is tried again.
    var waits = true
    let logger: Logger

    /// What `attempt` makes, as soon as it succeeds.
    /// - Throws: ``Failure``, at the first that is not transient, and after ``patience``; `CancellationError`
    func reach<Value: Sendable>(_ attempt: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let last = LastReason()
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await keepTrying(attempt, noting: last) }
            group.addTask {
                try await Task.sleep(for: Self.patience)
                return nil
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() ?? nil else {
                throw Failure(
                    reason: "it did not answer within \(Self.patience.text): \(last.text)", isTransient: true)
            }
            return value
        }
    }

    private func keepTrying<Value: Sendable>(
        _ attempt: @Sendable () async throws -> Value, noting last: LastReason
    ) async throws -> Value {
        while true {
            do {
                return try await attempt()
            } catch let failure as Failure {
                guard failure.isTransient, waits else { throw failure }
                if last.note(failure.reason) {
                    logger.warning(
                        "waiting for \(server)", metadata: ["address": "\(address)", "error": "\(failure.reason)"])
                }
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    /// What the last attempt came to.
    private final class LastReason: Sendable {
        private let last = Mutex<String?>(nil)

        var text: String { last.withLock { $0 ?? "there was no reply at all" } }

        /// Returns whether it is the first.
        func note(_ reason: String) -> Bool {
            last.withLock { last in
                defer { last = reason }
                return last == nil
            }
        }
    }
}
