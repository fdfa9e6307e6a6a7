import Foundation
import Clocks

/// How busy one of several servers is, as its caller sees it: how long calls to it took of late, how many failed, how
/// many are under way.
///
/// A call is best sent to the less loaded of two that were drawn at random (“power of two choices”): nearly as good as
/// asking all, and no server is overrun for having been the best of all a moment ago.
///
/// The weights are those of go-zero's balancer, with these differences. A server that was not called yet counts as being
/// as fast as the other, where go-zero sends it all calls until its first answer. The past fades with calls and not only
/// with time, so that a first call, slow as first calls are, is not what a server is judged by for ten seconds; a failure
/// counts for a tenth at least, so that a server that fails is left alone after seven calls. What fails fast does not
/// count as fast. And one that was passed over for a second is judged anew by the calls that try it, so that it is used
/// again a few seconds after it has recovered.
///
/// A value: whoever shares it keeps it in a lock.
public struct PeerLoad: Sendable {
    /// The time in which what happened fades to 1/e.
    static let memory: Duration = .seconds(10)
    /// How long a server may be passed over: after that it is chosen, so that its recovery is seen.
    static let longestRest: Duration = .seconds(1)
    /// The share of calls that must have succeeded for a server to count as well.
    static let healthyShare = 0.5
    /// How many calls the past weighs as much as, at most.
    static let rememberedCalls = 50
    /// What the past weighs at most when a call failed.
    static let pastOfFailure = 0.9
    /// What the past weighs at most when a call comes after the longest rest.
    static let pastOfRest = 0.5

    private var latency = 0.0
    private var successes = 1.0
    private var measured: MonotonicTime?
    private var calls = 0
    private var chosen: MonotonicTime?
    /// The calls that were sent and have not ended.
    public private(set) var underWay = 0

    public init() {}

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
        let past = weightOfPast(success: success, at: now)
        measured = max(now, measured ?? now)
        calls = min(calls + 1, Self.rememberedCalls)
        successes = successes * past + (success ? 1 : 0) * (1 - past)
        let taken = Double(elapsed.wholeNanoseconds)
        latency = latency * past + (success ? taken : max(taken, latency)) * (1 - past)
    }

    /// A call was given up before the server could do its part, which says nothing of it.
    public mutating func abandoned() {
        underWay = max(0, underWay - 1)
    }

    /// What is long past weighs less, however few calls there were since; so does what many calls came after.
    private func weightOfPast(success: Bool, at now: MonotonicTime) -> Double {
        guard let measured else { return 0 }
        let rest = max(.zero, now - measured)
        let faded = min(
            exp(-Double(rest.wholeNanoseconds) / Self.memoryNanoseconds), Double(calls) / Double(calls + 1))
        if rest >= Self.longestRest { return min(faded, Self.pastOfRest) }
        return success ? faded : min(faded, Self.pastOfFailure)
    }

    /// Whether it has not been chosen for so long that it is this one's turn.
    func isOverdue(at now: MonotonicTime) -> Bool {
        chosen.map { now - $0 > Self.longestRest } ?? false
    }

    /// The mean latency times the calls under way, this one with them.
    private func weight(latency: Double) -> Double { (latency + 1).squareRoot() * Double(underWay + 1) }

    private func isLighter(than other: PeerLoad) -> Bool {
        guard isHealthy == other.isHealthy else { return isHealthy }
        // Where nothing is known of one of them, the calls under way decide alone.
        guard measured != nil, other.measured != nil else { return underWay <= other.underWay }
        return weight(latency: latency) <= other.weight(latency: other.latency)
    }

    /// Which of two a call is sent to.
    public static func prefersFirst(_ first: PeerLoad, to second: PeerLoad, at now: MonotonicTime) -> Bool {
        let firstIsLighter = first.isLighter(than: second)
        let passedOver = firstIsLighter ? second : first
        return passedOver.isOverdue(at: now) ? !firstIsLighter : firstIsLighter
    }

    private static let memoryNanoseconds = Double(memory.wholeNanoseconds)
}
