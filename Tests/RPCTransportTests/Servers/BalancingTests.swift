import GRPCCore
import RPCTransport
import Synchronization
import TestSupport
import Testing

@Suite("Calls to three servers", .timeLimit(.minutes(10)))
struct BalancingTests {
    /// Runs `body` with a channel to three servers, of which the third is `odd`, once all were called.
    private func withThree(
        _ odd: CountingService, _ body: @Sendable (RPCChannel, _ sound: [CountingService]) async throws -> Void
    ) async throws {
        let sound = [CountingService(), CountingService()]
        try await withServer([sound[0].service]) { first in
            try await withServer([sound[1].service]) { second in
                try await withServer([odd.service]) { third in
                    try await withChannel(to: .servers([first.address, second.address, third.address])) { channel in
                        try await eventually("all are called", within: .seconds(120)) {
                            _ = try? await channel.publish()
                            return (sound + [odd]).allSatisfy { $0.count > 0 }
                        }
                        try await body(channel, sound)
                    }
                }
            }
        }
    }

    /// Makes calls, some at a time.
    /// - Returns: how many of them failed.
    private func makeCalls(_ count: Int, _ channel: RPCChannel) async -> Int {
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var failures = 0
                    for _ in 0..<count / 8 { if (try? await channel.publish()) == nil { failures += 1 } }
                    return failures
                }
            }
            return await group.reduce(0, +)
        }
    }

    @Test("are shared by all where they are alike")
    func alike() async throws {
        let third = CountingService()
        try await withThree(third) { channel, sound in
            let failures = await makeCalls(1200, channel)
            #expect(failures == 0)
            let counts = (sound + [third]).map(\.count)
            #expect(counts.allSatisfy { $0 > 100 }, "\(counts)")
        }
    }

    @Test("are few to the one that is slow, and more once it has recovered")
    func slow() async throws {
        let isSlow = Atomic(true)
        let odd = CountingService { _, _ in
            if isSlow.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(250)) }
        }
        try await withThree(odd) { channel, sound in
            let before = odd.count
            let failures = await makeCalls(1600, channel)
            #expect(failures == 0)
            #expect(odd.count - before < 1600 / 6, "\(odd.count) beside \(sound.map(\.count))")
            isSlow.store(false, ordering: .relaxed)
            try await eventually("it has its share of the calls", within: .seconds(120)) {
                let before = odd.count
                _ = await makeCalls(240, channel)
                return odd.count - before > 40
            }
        }
    }

    @Test("are few to the one that fails at once, though it be the fastest, and more once it has recovered")
    func failing() async throws {
        let isFailing = Atomic(true)
        let odd = CountingService { _, _ in
            guard isFailing.load(ordering: .relaxed) else { return }
            throw RPCError(code: .internalError, message: "broken")
        }
        try await withThree(odd) { channel, sound in
            let before = odd.count
            let failures = await makeCalls(1600, channel)
            #expect(failures < 80, "\(failures) failed")
            #expect(odd.count - before < 80, "\(odd.count) beside \(sound.map(\.count))")
            isFailing.store(false, ordering: .relaxed)
            try await eventually("it has its share of the calls", within: .seconds(120)) {
                let before = odd.count
                _ = await makeCalls(240, channel)
                return odd.count - before > 40
            }
        }
    }

    @Test("that ask for what is not there are no failures of the server that says so")
    func notFound() async throws {
        let odd = CountingService { _, _ in throw RPCError(code: .notFound, message: "no such order") }
        try await withThree(odd) { channel, _ in
            let before = odd.count
            _ = await makeCalls(600, channel)
            #expect(odd.count - before > 60)
        }
    }
}
