import Foundation

/// Reads how much processor time was used of what this process may use: its container's where that is limited, or else
/// the whole machine's.
///
/// Of Linux, by its files: `cpu.max` and `cpu.stat` of control groups (version 2), `cpu.cfs_quota_us` and
/// `cpuacct.usage` (version 1), `/proc/stat`. See cgroups(7) and proc(5).
public struct ProcessorCounter: Sendable {
    private enum Source {
        /// A group of version 2, by its folder.
        case group(folder: String, cores: Double)
        /// A group of version 1, by the folder of its accounts.
        case oldGroup(accounts: String, cores: Double)
        case machine
    }

    private let root: String
    private let source: Source

    /// - Parameter root: where the file system begins; another in tests.
    public init(root: String = "") {
        self.root = root
        source = Self.group(root: root) ?? Self.oldGroup(root: root) ?? .machine
    }

    /// What the counters say now; `nil` where there are none, as on systems other than Linux.
    public func read() -> ProcessorReading? {
        switch source {
        case .group(let folder, let cores):
            guard let used = Self.text(folder + "/cpu.stat").flatMap(Self.usage(inStat:)) else { return nil }
            return ProcessorReading(used: .microseconds(used), cores: cores)
        case .oldGroup(let accounts, let cores):
            guard let used = Self.text(accounts + "/cpuacct.usage").flatMap({ Int64($0) }) else { return nil }
            return ProcessorReading(used: .nanoseconds(used), cores: cores)
        case .machine:
            return Self.text(root + "/proc/stat").flatMap(Self.machine(stat:))
        }
    }

    /// The tightest limit on the way from this process's group to the root; what it limits is used up by all below it.
    private static func group(root: String) -> Source? {
        guard let path = groupPath(root: root, of: { $0 == "" }) else { return nil }
        var folder = root + "/sys/fs/cgroup" + (path == "/" ? "" : path)
        let top = root + "/sys/fs/cgroup"
        var tightest: (folder: String, cores: Double)?
        while folder.hasPrefix(top) {
            if let cores = text(folder + "/cpu.max").flatMap(Self.cores(inMax:)), cores < tightest?.cores ?? .infinity {
                tightest = (folder, cores)
            }
            guard let slash = folder.lastIndex(of: "/") else { break }
            folder = String(folder[..<slash])
        }
        return tightest.map { .group(folder: $0.folder, cores: $0.cores) }
    }

    private static func oldGroup(root: String) -> Source? {
        guard let path = groupPath(root: root, of: { $0.split(separator: ",").contains("cpu") }) else { return nil }
        // Within a container its own group is the root of what it sees.
        for folder in [path == "/" ? "" : path, ""] {
            let cpu = root + "/sys/fs/cgroup/cpu" + folder
            guard let quota = text(cpu + "/cpu.cfs_quota_us").flatMap({ Double($0) }), quota > 0,
                let period = text(cpu + "/cpu.cfs_period_us").flatMap({ Double($0) }), period > 0
            else { continue }
            return .oldGroup(accounts: root + "/sys/fs/cgroup/cpuacct" + folder, cores: quota / period)
        }
        return nil
    }

    /// The path of this process's group in the hierarchy that is meant, by the names of its controllers.
    private static func groupPath(root: String, of isMeant: (Substring) -> Bool) -> String? {
        // Lines such as `0::/system.slice/sojourn.service` and `4:cpu,cpuacct:/docker/ab12`.
        for line in text(root + "/proc/self/cgroup")?.split(separator: "\n") ?? [] {
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            if fields.count == 3, isMeant(fields[1]) { return String(fields[2]) }
        }
        return nil
    }

    /// `150000 100000` is 1.5 processors; `max 100000` is no limit.
    private static func cores(inMax text: String) -> Double? {
        let fields = text.split(separator: " ")
        guard fields.count == 2, let quota = Double(fields[0]), let period = Double(fields[1]), quota > 0, period > 0
        else { return nil }
        return quota / period
    }

    /// Microseconds.
    private static func usage(inStat text: String) -> Int64? {
        let line = text.split(separator: "\n").first { $0.hasPrefix("usage_usec ") }
        return line.flatMap { Int64($0.dropFirst("usage_usec ".count)) }
    }

    /// The first line counts all processors' ticks by what they were spent on; the fourth and the fifth number are idle.
    private static func machine(stat: String) -> ProcessorReading? {
        let lines = stat.split(separator: "\n")
        guard let ticks = lines.first?.split(separator: " ").dropFirst().compactMap({ Int64($0) }), ticks.count >= 8
        else { return nil }
        // The ninth and tenth, guests' time, are within the first two.
        let used = ticks[..<3].reduce(0, +) + ticks[5..<8].reduce(0, +)
        let cores = lines.dropFirst().count { $0.hasPrefix("cpu") }
        // Linux counts in hundredths of a second towards its users.
        return ProcessorReading(used: .milliseconds(used * 10), cores: Double(cores))
    }

    private static func text(_ path: String) -> String? {
        // A file that is not there is an answer: the system has no such limit.
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
