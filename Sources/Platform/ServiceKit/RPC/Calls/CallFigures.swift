import Clocks
import GRPCCore
import Metrics
import Synchronization

/// What is counted of a method's calls, under go-zero's names.
///
/// The series of a status is made when a call first ends with it, and kept.
final class CallFigures: Sendable {
    /// Which end of a call counts.
    enum Side: String, Sendable { case server, client }

    private let side: Side
    private let name: String
    private let factory: any MetricsFactory
    private let duration: Timer
    private let successes: Counter
    /// By the number of the status.
    private let failures = Mutex<[Int: Counter]>([:])

    init(_ side: Side, _ method: MethodDescriptor, factory: any MetricsFactory) {
        self.side = side
        self.factory = factory
        name = "/\(method.service.fullyQualifiedService)/\(method.method)"
        duration = Timer(
            label: "rpc_\(side.rawValue)_requests_duration_ms", dimensions: [("method", name)],
            preferredDisplayUnit: .milliseconds, factory: factory)
        successes = Self.counter(side, name, code: 0, factory: factory)
    }

    /// A call has ended.
    /// - Parameter failure: its status; `nil` for OK.
    func record(_ failure: RPCError.Code?, after elapsed: Duration) {
        duration.recordNanoseconds(elapsed.wholeNanoseconds)
        guard let failure else { return successes.increment() }
        failures.withLock { failures in
            let counter =
                failures[failure.rawValue] ?? Self.counter(side, name, code: failure.rawValue, factory: factory)
            failures[failure.rawValue] = counter
            return counter
        }.increment()
    }

    private static func counter(_ side: Side, _ name: String, code: Int, factory: any MetricsFactory) -> Counter {
        Counter(
            label: "rpc_\(side.rawValue)_requests_code_total", dimensions: [("method", name), ("code", String(code))],
            factory: factory)
    }
}
