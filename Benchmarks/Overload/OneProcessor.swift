import Foundation
import Resilience

/// A process that is bound to one processor.
enum OneProcessor {
    /// What it has used of it.
    static var reading: ProcessorReading {
        ProcessorReading(used: .nanoseconds(nanoseconds(CLOCK_PROCESS_CPUTIME_ID)), cores: 1)
    }

    /// Uses so much processor time, however often the thread has to wait for the processor meanwhile.
    static func spin(microseconds: Int) {
        let end = nanoseconds(CLOCK_THREAD_CPUTIME_ID) + Int64(microseconds) * 1000
        while nanoseconds(CLOCK_THREAD_CPUTIME_ID) < end {}
    }

    private static func nanoseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
