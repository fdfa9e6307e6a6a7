import Logging
import PrometheusMetrics
import TestSupport
import Testing

@testable import RuntimeMetrics

@Suite("The process's own figures")
struct ProcessMetricsTests {
    private let registry = PrometheusRegistry(logger: RecordedLog().logger)

    private func value(_ name: String) throws -> Double {
        for family in registry.families() where family.name == name {
            if case .number(let number)? = family.series.first?.value { return number }
        }
        throw Missing(name: name)
    }

    private struct Missing: Error { let name: String }

    @Test("cannot be made of a status file without them")
    func brokenStatus() {
        for text in ["", "VmRSS", "VmRSS:", "VmRSS: much kB", "\n\n:\n"] {
            #expect(ProcessStatus(text).bytes("VmRSS") == nil)
        }
        #expect(ProcessStatus("VmRSSx:\t1 kB\nVmRSS:\t 12 kB\n").bytes("VmRSS") == 12_288)
    }

    #if os(Linux)
        @Test("count clock ticks behind a name with brackets and spaces")
        func startTicks() {
            let fields = (3...30).map(String.init).joined(separator: " ")
            #expect(ProcessStart.ticks("1 (a) b) c) \(fields)") == 22)
            #expect(ProcessStart.ticks("1 (a) S 1") == nil)
            #expect(ProcessStart.ticks("") == nil)
        }

        @Test("are those of a process that runs")
        func plausible() throws {
            registry.addProcessMetrics()
            let resident = try value("process_resident_memory_bytes")
            #expect(resident > 1_000_000)
            #expect(try value("process_virtual_memory_bytes") > resident)
            #expect(try value("process_anonymous_memory_bytes") < resident)
            #expect(try value("process_threads") >= 1)
            #expect(try value("process_cpu_seconds_total") > 0)
            #expect(try value("process_max_fds") >= value("process_open_fds"))
            #expect(try value("process_heap_in_use_bytes") > 0)
            let start = try value("process_start_time_seconds")
            #expect(start > 1_700_000_000)
        }

        @Test("count a file that is opened, and memory that is taken")
        func change() throws {
            registry.addProcessMetrics()
            let heap = try value("process_heap_in_use_bytes")
            let block = UnsafeMutableRawPointer.allocate(byteCount: 64 << 20, alignment: 16)
            defer { block.deallocate() }
            #expect(try value("process_heap_in_use_bytes") - heap > Double(60 << 20))
            #expect(try value("process_open_fds") > 2)
        }
    #endif

    @Test("have what each is for")
    func help() {
        registry.addProcessMetrics()
        for family in registry.families() { #expect(!family.help.isEmpty && family.help != family.name) }
    }

    @Test("say how many log lines were lost")
    func lostLines() throws {
        registry.addLostLogLines { 3 }
        #expect(try value("log_lines_lost_total") == 3)
    }
}
