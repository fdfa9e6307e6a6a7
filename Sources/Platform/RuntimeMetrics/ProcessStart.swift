#if os(Linux)
    import Glibc

    /// When this process started.
    enum ProcessStart {
        /// In seconds since 1970; `nil` where it cannot be read.
        static let unixSeconds: Double? = {
            guard let stat = ProcFile.text("/proc/self/stat"), let boot = bootSeconds else { return nil }
            return ticks(stat).map { boot + $0 / Double(sysconf(Int32(_SC_CLK_TCK))) }
        }()

        /// The start in clock ticks since the system's boot. It is field 22; the program's name, which is field 2, stands
        /// in brackets and may have spaces and brackets of its own.
        static func ticks(_ stat: String) -> Double? {
            guard let bracket = stat.lastIndex(of: ")") else { return nil }
            let rest = stat[stat.index(after: bracket)...].split(separator: " ")
            return rest.count > 19 ? Double(rest[19]) : nil
        }

        private static var bootSeconds: Double? {
            ProcFile.text("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }
                .flatMap { Double($0.dropFirst("btime ".count)) }
        }
    }
#endif
