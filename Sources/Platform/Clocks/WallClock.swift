import Foundation

/// A source of wall-clock time that tests can replace.
///
/// Everything that compares a stored time with the present, or waits for one, takes a `WallClock` instead of asking
/// the system, so that a test can move time by hand.
public protocol WallClock: Sendable {
    /// The present moment.
    var now: Timestamp { get }

    /// Returns at `deadline`, at once where it has passed.
    /// - Throws: `CancellationError` when the task is cancelled first.
    func sleep(until deadline: Timestamp) async throws
}

extension WallClock {
    /// Returns after `duration`.
    /// - Throws: `CancellationError` when the task is cancelled first.
    public func sleep(for duration: Duration) async throws {
        try await sleep(until: now + duration)
    }
}

/// The machine's own clock, to the microsecond.
public struct SystemWallClock: WallClock {
    public init() {}

    public var now: Timestamp {
        Timestamp(seconds: 0) + .seconds(Date.now.timeIntervalSince1970)
    }

    public func sleep(until deadline: Timestamp) async throws {
        // The wall clock can be set while we sleep, so no single sleep is long: what was a day away may be now.
        while true {
            let remaining = deadline - now
            guard remaining > .zero else { return try Task.checkCancellation() }
            try await Task.sleep(for: min(remaining, .seconds(30)), tolerance: .zero)
        }
    }
}
