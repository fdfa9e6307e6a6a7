import Foundation
import Resilience
import Testing

@Suite("The load of the processor")
struct ProcessorLoadTests {
    /// The share after so many readings, 250 ms apart, of a processor of which so much is used.
    private func share(after readings: Int, using used: Double, cores: Double = 2) -> Double {
        var load = ProcessorLoad()
        for reading in 0...readings {
            let seconds = Double(reading) / 4
            load.add(ProcessorReading(used: .seconds(used * seconds), cores: cores), at: .at(seconds))
        }
        return load.share
    }

    @Test("nears what is used, of all that there is")
    func nears() {
        #expect(share(after: 0, using: 2) == 0)
        #expect(abs(share(after: 100, using: 1) - 0.5) < 0.001)
        #expect(abs(share(after: 100, using: 0.75, cores: 1.5) - 0.5) < 0.001)
    }

    @Test("is 90 % after about two seconds of all, and not after one")
    func speed() {
        #expect(share(after: 4, using: 2) < 0.7)
        #expect(share(after: 8, using: 2) > 0.89)
    }

    @Test("is never more than all, and ignores a counter that goes back")
    func strange() {
        #expect(share(after: 100, using: 50) <= 1)
        var load = ProcessorLoad()
        load.add(ProcessorReading(used: .seconds(100), cores: 1), at: .at(0))
        load.add(ProcessorReading(used: .seconds(1), cores: 1), at: .at(1))
        #expect(load.share == 0)
    }
}

@Suite("The processor time that was used")
struct ProcessorCounterTests {
    /// What is read where the system's files say this.
    private func reading(_ files: [String: String]) throws -> ProcessorReading? {
        let root = NSTemporaryDirectory() + "processor-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: root) }
        for (path, text) in files {
            let folder = root + "/" + path.split(separator: "/").dropLast().joined(separator: "/")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try (text + "\n").write(toFile: root + "/" + path, atomically: true, encoding: .utf8)
        }
        return ProcessorCounter(root: root).read()
    }

    private let stat = """
        cpu  100 20 30 4000 500 6 7 8 9 10
        cpu0 50 10 15 2000 250 3 3 4 5 5
        cpu1 50 10 15 2000 250 3 4 4 4 5
        intr 1 2 3
        """

    @Test("is the container's, of what it may use")
    func container() throws {
        let reading = try reading([
            "proc/self/cgroup": "0::/", "proc/stat": stat, "sys/fs/cgroup/cpu.max": "150000 100000",
            "sys/fs/cgroup/cpu.stat": "usage_usec 2500000\nuser_usec 2000000\nsystem_usec 500000",
        ])
        #expect(reading == ProcessorReading(used: .milliseconds(2500), cores: 1.5))
    }

    @Test("is that of the tightest group above the process")
    func tightest() throws {
        let reading = try reading([
            "proc/self/cgroup": "0::/pod/sojourn", "proc/stat": stat,
            "sys/fs/cgroup/cpu.max": "max 100000", "sys/fs/cgroup/pod/cpu.max": "100000 100000",
            "sys/fs/cgroup/pod/sojourn/cpu.max": "200000 100000", "sys/fs/cgroup/pod/cpu.stat": "usage_usec 7",
        ])
        #expect(reading == ProcessorReading(used: .microseconds(7), cores: 1))
    }

    @Test("is the container's in groups of version 1")
    func oldContainer() throws {
        let reading = try reading([
            "proc/self/cgroup": "5:memory:/docker/ab\n4:cpu,cpuacct:/docker/ab", "proc/stat": stat,
            "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "50000", "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000",
            "sys/fs/cgroup/cpuacct/cpuacct.usage": "123456789",
        ])
        #expect(reading == ProcessorReading(used: .nanoseconds(123_456_789), cores: 0.5))
    }

    @Test(
        "is the machine's where nothing is limited",
        arguments: [
            [:], ["proc/self/cgroup": "0::/user.slice"],
            ["proc/self/cgroup": "0::/", "sys/fs/cgroup/cpu.max": "max 100000"],
            ["proc/self/cgroup": "0::/", "sys/fs/cgroup/cpu.max": "nonsense"],
            ["proc/self/cgroup": "0::/", "sys/fs/cgroup/cpu.max": "0 0"],
            ["proc/self/cgroup": "4:cpu,cpuacct:/", "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1"],
        ])
    func machine(files: [String: String]) throws {
        let reading = try reading(files.merging(["proc/stat": stat]) { $1 })
        // 171 hundredths: what was neither idle, nor waiting for a disk, nor counted twice as a guest's.
        #expect(reading == ProcessorReading(used: .milliseconds(1710), cores: 2))
    }

    @Test("is unknown on a system without these files", arguments: ["", "cpu", "cpu 1 2 3", "\0\u{1}"])
    func unknown(stat: String) throws {
        #expect(try reading(["proc/stat": stat]) == nil)
    }

    @Test("is read on this system", .enabled(if: FileManager.default.fileExists(atPath: "/proc/stat")))
    func here() throws {
        let reading = try #require(ProcessorCounter().read())
        #expect(reading.cores > 0 && reading.used > .zero)
    }
}
