import Clocks
import Synchronization

/// The clock of a Redis server as this process knows it: a local clock, and how far the server's is from it.
///
/// Whatever the machine's own wall clock says, tasks are due by the server's.
final class RedisClock: WallClock {
    private struct Offset {
        var nanoseconds: Int64
        var isMeasured = false
    }

    private let local: any WallClock
    private let offset = Mutex(Offset(nanoseconds: 0))

    init(local: any WallClock) {
        self.local = local
    }

    /// The moment by the local clock alone, for ``adjust(sent:received:server:)``.
    var localNow: Timestamp { local.now }

    var now: Timestamp { local.now + .nanoseconds(offset.withLock(\.nanoseconds)) }

    /// Takes in that the server's clock showed `server` at some moment between two of the local clock.
    ///
    /// That bounds the offset from both sides. An offset within the bounds is left as it is, so that a slow answer does
    /// not spoil what a quick one told.
    func adjust(sent: Timestamp, received: Timestamp, server: Timestamp) {
        let least = (server - received).wholeNanoseconds
        let most = (server - sent).wholeNanoseconds
        guard least <= most else { return }
        offset.withLock { offset in
            offset.nanoseconds =
                offset.isMeasured ? min(max(offset.nanoseconds, least), most) : least + (most - least) / 2
            offset.isMeasured = true
        }
    }

    func sleep(until deadline: Timestamp) async throws {
        // The offset may change meanwhile, so no single sleep is long.
        while true {
            let remaining = deadline - now
            guard remaining > .zero else { return try Task.checkCancellation() }
            try await local.sleep(for: min(remaining, .seconds(5)))
        }
    }
}

/// Time since this clock was made, on top of the machine's wall clock at that moment: it never jumps.
struct MonotonicClock: WallClock {
    private let start = SystemWallClock().now
    private let origin = ContinuousClock.now

    var now: Timestamp { start + (ContinuousClock.now - origin) }

    func sleep(until deadline: Timestamp) async throws {
        let remaining = deadline - now
        guard remaining > .zero else { return try Task.checkCancellation() }
        try await Task.sleep(for: remaining, tolerance: .zero)
    }
}
