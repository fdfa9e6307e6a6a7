import HTTPTypes
import Hummingbird

/// How long a handler may take.
struct Deadline: Sendable {
    private let timeout: Duration?

    init(_ timeout: Duration?) {
        self.timeout = timeout
    }

    /// Runs `body`; at its time, cancels it and waits until it has noticed.
    /// - Throws: 503 when the time was over first, otherwise what `body` throws.
    func run<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        guard let timeout else { return try await body() }
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: timeout)
                return nil
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() ?? nil else {
                throw HTTPError(.serviceUnavailable, message: "not answered within \(timeout)")
            }
            return value
        }
    }
}
