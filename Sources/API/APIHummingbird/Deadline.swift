/// How long a handler may take.
///
/// What is awaited is cancelled at its time, and waited for until it has noticed: nothing of it runs on unseen.
///
/// One is shared by all requests of a route. It costs a request one child task, which runs at once and where it is, and
/// one entry in a list; the clock is asked once per time-out, not once per request.
public struct Deadline: Sendable {
    private let timeout: Duration
    private let pending: PendingDeadlines

    public init(_ timeout: Duration) {
        self.timeout = timeout
        pending = PendingDeadlines(after: timeout)
    }

    /// Runs `body`; at its time, cancels it and waits until it has noticed. What it answers in spite of that counts.
    /// - Throws: ``DeadlineExceeded`` for what `body` throws when the time was over, otherwise what it throws.
    public func run<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let entry = PendingDeadlines.Entry()
        do {
            return try await withThrowingTaskGroup(of: Value.self) { group in
                let work: @Sendable () async throws -> Value = { [pending] in
                    withUnsafeCurrentTask { pending.add(entry, of: $0) }
                    defer { pending.remove(entry) }
                    return try await body()
                }
                if #available(macOS 26, iOS 26, tvOS 26, watchOS 26, *) {
                    group.addImmediateTask(operation: work)
                } else {
                    group.addTask(operation: work)
                }
                // There is one task, so there is a next.
                return try await group.next()!
            }
        } catch  where entry.isOver {
            throw DeadlineExceeded(timeout: timeout)
        }
    }
}
