import Foundation
import Clocks

/// How busy one of several servers is, as its caller sees it: how long calls to it took of late, how many failed, how
/// many are under way.
///
/// A call is best sent to the less loaded of two that were drawn at random (“power of two choices”): nearly as good as
/// asking all, and no server is overrun for having been the best of all a moment ago. The numbers are those of go-zero's
/// balancer.
///
/// A value: whoever shares it keeps it in a lock.
public struct PeerLoad: Sendable {
    /// The time in which what happened fades to 1/e.
    static let memory: Duration = .seconds(10)
    /// How long a server may be passed over: after that it is chosen, so that its recovery is seen.
    static let longestRest: Duration = .seconds(1)
    /// The share of calls that must have succeeded for a server to count as well.
    static let healthyShare = 0.5

    private var latency = 0.0
    private var successes = 1.0
    private var measured: MonotonicTime?
    private var chosen: MonotonicTime?
    /// The calls that were sent and have not ended.
    public private(set) var underWay = 0

    public init() {}

    /// The mean latency times the calls under way, this one with them. A server that was never called has none.
    public var weight: Double { (latency + 1).squareRoot() * Double(underWay + 1) }

    /// Whether most of its calls of late succeeded.
    public var isHealthy: Bool { successes > Self.healthyShare }

    /// A call is sent to it.
    public mutating func began(at now: MonotonicTime) {
        underWay += 1
        chosen = now
    }

    /// A call to it has ended.
    /// - Parameter success: whether the server did its part.
    public mutating func ended(after elapsed: Duration, success: Bool, at now: MonotonicTime) {
        underWay = max(0, underWay - 1)
        // What is long past weighs less, however few calls there were since.
        let past = measured.map { exp(-Double(max(0, (now - $0).wholeNanoseconds)) / Self.memoryNanoseconds) } ?? 0
        measured = now
        latency = latency * past + Double(elapsed.wholeNanoseconds) * (1 - past)
        successes = successes * past + (success ? 1 : 0) * (1 - past)
    }

    /// Whether it has not been chosen for so long that it is this one's turn.
    func isOverdue(at now: MonotonicTime) -> Bool {
        chosen.map { now - $0 > Self.longestRest } ?? false
    }

    /// Which of two a call is sent to.
    public static func prefersFirst(_ first: PeerLoad, to second: PeerLoad, at now: MonotonicTime) -> Bool {
        let firstIsLighter =
            first.isHealthy == second.isHealthy ? first.weight <= second.weight : first.isHealthy
        let passedOver = firstIsLighter ? second : first
        return passedOver.isOverdue(at: now) ? !firstIsLighter : firstIsLighter
    }

    private static let memoryNanoseconds = Double(memory.wholeNanoseconds)
}
