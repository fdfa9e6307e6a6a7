import Database
import Dispatch

/// Holds transactions back until the test lets them go on.
final class Gate: Sendable {
    private let hasBegun: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation
    private let mayEnd = DispatchSemaphore(value: 0)

    init() {
        (hasBegun, signal) = AsyncStream.makeStream(of: Void.self)
    }

    /// Called by a transaction: waits for ``open()``.
    func pass() {
        signal.yield()
        _ = mayEnd.wait(timeout: .now() + 30)
    }

    /// Waits for a transaction to be there.
    func waitForArrival() async {
        for await _ in hasBegun { return }
    }

    func open() { mayEnd.signal() }
}
