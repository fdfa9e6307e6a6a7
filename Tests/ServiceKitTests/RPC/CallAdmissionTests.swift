import GRPCCore
import RPCTransport
import Resilience
import Synchronization
import TestSupport
import Testing

@testable import ServiceKit

@Suite("The admission of calls", .timeLimit(.minutes(5)))
struct CallAdmissionTests {
    @Test("refuses those beyond the limit as unavailable, and takes others once some have ended")
    func limit() async throws {
        let (started, release) = (Collector<String>(), Collector<Void>())
        try await withChannel(
            serverChain({ $0.maximumCalls = 2 }),
            { sn in
                started.append(sn)
                await release.wait(for: 1)
            }
        ) { channel, _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<2 { group.addTask { try await channel.close() } }
                await started.wait(for: 2)
                for _ in 0..<3 { #expect(await status { try await channel.close() } == .unavailable) }
                release.append(())
                try await group.waitForAll()
            }
            try await channel.close()
        }
        #expect(started.values.count == 3)
    }

    @Test("refuses some calls while the processor is busy and too many are under way, and none of them otherwise")
    func shedding() async throws {
        let isBusy = Atomic(false)
        let chain = serverChain(load: { isBusy.load(ordering: .relaxed) ? 1 : 0 })
        try await withChannel(chain, { _ in try await Task.sleep(for: .milliseconds(20)) }) { channel, _ in
            let makeCalls: @Sendable (_ tasks: Int, _ each: Int) async -> [RPCError.Code?] = { tasks, each in
                await withTaskGroup(of: [RPCError.Code?].self) { group in
                    for _ in 0..<tasks {
                        group.addTask {
                            var codes: [RPCError.Code?] = []
                            for _ in 0..<each { codes.append(await status { try await channel.close() }) }
                            return codes
                        }
                    }
                    return await group.reduce(into: []) { $0 += $1 }
                }
            }
            let idle = await makeCalls(16, 40)
            #expect(idle.allSatisfy { $0 == nil })
            isBusy.store(true, ordering: .relaxed)
            // More than it could answer in a tenth of a second, at the pace that was seen.
            let busy = await makeCalls(4000, 3)
            #expect(busy.contains(.unavailable))
            #expect(busy.contains(nil))
            #expect(busy.allSatisfy { $0 == nil || $0 == .unavailable })
        }
    }

    @Test("does not let a refused call count as one under way")
    func accounting() {
        let admission = CallAdmission(limit: 1, load: { 0 })
        let now = MonotonicTime(nanoseconds: 1)
        #expect(admission.refuses(at: now) == nil)
        for _ in 0..<5 { #expect(admission.refuses(at: now)?.code == .unavailable) }
        admission.leave(after: .milliseconds(1), well: true, at: now)
        #expect(admission.refuses(at: now) == nil)
    }
}
