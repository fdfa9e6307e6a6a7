import Clocks
import Foundation

/// A moment of a clock that only goes forwards: nanoseconds since a start that is the same for the whole process.
///
/// What decides by time here is handed the moment, so that a test says what time it is.
public struct MonotonicTime: Sendable, Hashable, Comparable {
    /// Nanoseconds since the clock's start.
    public var nanoseconds: Int64

    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// This moment.
    public static var now: MonotonicTime {
        MonotonicTime(nanoseconds: Int64(clamping: DispatchTime.now().uptimeNanoseconds))
    }

    public static func < (first: Self, second: Self) -> Bool { first.nanoseconds < second.nanoseconds }

    public static func + (moment: Self, duration: Duration) -> Self {
        MonotonicTime(nanoseconds: moment.nanoseconds + duration.wholeNanoseconds)
    }

    public static func - (later: Self, earlier: Self) -> Duration {
        .nanoseconds(later.nanoseconds - earlier.nanoseconds)
    }
}
