import Resilience
import ServiceKit
import ServiceLifecycle
import ServiceLifecycleTestKit
import Synchronization
import Testing
import TestSupport

@Suite("The load of a process")
struct ProcessLoadTests {
    @Test("rises while the processor is in use, and the sampling ends at shutdown", .timeLimit(.minutes(1)))
    func busy() async throws {
        let used = Atomic<Int>(0)
        // A counter of one processor that is always ahead of the time that has passed.
        let load = ProcessLoad {
            ProcessorReading(
                used: .seconds(60 * used.wrappingAdd(1, ordering: .relaxed).newValue), cores: 1)
        }
        #expect(load.share == 0)
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await load.run() }
                try await eventually("the load is high") { load.share > 0.5 }
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
            }
        }
        #expect(load.share <= 1)
    }

    @Test("is 0 where the system has no counters", .timeLimit(.minutes(1)))
    func unknown() async throws {
        let reads = Atomic<Int>(0)
        let load = ProcessLoad {
            reads.wrappingAdd(1, ordering: .relaxed)
            return nil
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await load.run() }
            try await eventually("the counters were read again") { reads.load(ordering: .relaxed) > 1 }
            group.cancelAll()
        }
        #expect(load.share == 0)
    }
}
