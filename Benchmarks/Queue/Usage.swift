import Foundation

/// What this process has used so far.
struct Usage {
    /// CPU time in seconds, of all threads.
    var cpu: Double
    /// Resident memory in MB.
    var memory: Double

    static func now() throws -> Usage {
        var time = timespec()
        guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else {
            throw POSIXError(.init(rawValue: errno) ?? .EINVAL)
        }
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let kilobytes = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }?
            .split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
        return Usage(cpu: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9, memory: (kilobytes ?? 0) / 1024)
    }
}

extension ContinuousClock.Instant {
    /// Seconds that have passed since.
    var elapsed: Double { (ContinuousClock.now - self) / .seconds(1) }
}
