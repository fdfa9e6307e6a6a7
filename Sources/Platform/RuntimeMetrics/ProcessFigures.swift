#if os(Linux)
    import Glibc
#endif

/// What the operating system says of this process, read from `/proc/self`.
struct ProcessFigures {
    var residentBytes: Double?
    var virtualBytes: Double?
    /// The part of the resident memory that no file stands behind: heap and stacks.
    var anonymousBytes: Double?
    var threads: Double?
    var openFiles: Double?
    /// `nil` where there is no limit.
    var maximumFiles: Double?
    var processorSeconds: Double?

    /// What cannot be read is left out: there may be no `/proc`.
    static func read() -> ProcessFigures {
        var figures = ProcessFigures()
        #if os(Linux)
            let status = ProcessStatus(ProcFile.text("/proc/self/status") ?? "")
            figures.residentBytes = status.bytes("VmRSS")
            figures.virtualBytes = status.bytes("VmSize")
            figures.anonymousBytes = status.bytes("RssAnon")
            figures.threads = status.number("Threads")
            figures.openFiles = ProcFile.count(in: "/proc/self/fd")
            var limit = rlimit()
            if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur != rlim_t.max {
                figures.maximumFiles = Double(limit.rlim_cur)
            }
            var usage = rusage()
            if getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 {
                figures.processorSeconds = usage.ru_utime.seconds + usage.ru_stime.seconds
            }
        #endif
        return figures
    }
}

/// The lines of `/proc/self/status`, `VmRSS:	    1234 kB`.
struct ProcessStatus {
    private let lines: [Substring]

    init(_ text: String) {
        lines = text.split(separator: "\n")
    }

    func number(_ name: String) -> Double? {
        lines.first { $0.hasPrefix(name + ":") }
            .flatMap { $0.split(whereSeparator: \.isWhitespace).dropFirst().first }
            .flatMap { Double($0) }
    }

    /// The kernel counts in kilobytes of 1024.
    func bytes(_ name: String) -> Double? { number(name).map { $0 * 1024 } }
}

#if os(Linux)
    extension timeval {
        fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
    }
#endif
