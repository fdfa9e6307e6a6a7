import Synchronization

/// Counts its calls, and answers them as a test says at the time.
final class CountingService: Sendable {
    private let calls = Atomic(0)
    private let method: QueueService.Method

    /// - Parameter method: what it does with a call after it was counted.
    init(_ method: @escaping QueueService.Method = { _, _ in }) {
        self.method = method
    }

    var count: Int { calls.load(ordering: .relaxed) }

    var service: QueueService {
        QueueService { request, context in
            self.calls.add(1, ordering: .relaxed)
            try await self.method(request, context)
        }
    }
}
