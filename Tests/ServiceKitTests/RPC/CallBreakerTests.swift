import GRPCCore
import RPCTransport
import Resilience
import Synchronization
import TestSupport
import Testing

@testable import ServiceKit

@Suite("The breaker of calls", .timeLimit(.minutes(5)))
final class CallBreakerTests: Sendable {
    /// A clock that a test moves.
    private final class Time: Sendable {
        private let nanoseconds = Atomic<Int64>(1_000_000_000_000)

        var now: MonotonicTime { MonotonicTime(nanoseconds: nanoseconds.load(ordering: .relaxed)) }

        func advance(_ duration: Duration) {
            nanoseconds.add(Int64(duration / .nanoseconds(1)), ordering: .relaxed)
        }
    }

    private let time = Time()
    private let calls = Atomic(0)

    private func chain(_ channel: RPCChannel, breaker: Bool = true) -> RPCClientChain {
        var parts = RPCClientChain.Parts()
        parts.breaker = breaker
        var chain = RPCClientChain(channel, parts, metricsFactory: RecordedMetrics(), logger: quietLogger)
        chain.now = { [time] in time.now }
        return chain
    }

    /// Makes calls, ten milliseconds apart.
    private func makeCalls(_ count: Int, _ chain: RPCClientChain) async -> [RPCError.Code?] {
        var codes: [RPCError.Code?] = []
        for _ in 0..<count {
            time.advance(.milliseconds(10))
            codes.append(await status { try await chain.close() })
        }
        return codes
    }

    @Test("spares a service that fails, says which it is, and lets calls through again once it has recovered")
    func opens() async throws {
        let isBroken = Atomic(true)
        try await withChannel(
            serverChain(),
            { _ in
                self.calls.add(1, ordering: .relaxed)
                if isBroken.load(ordering: .relaxed) { throw RPCError(code: .internalError, message: "broken") }
            }
        ) { channel, _ in
            let chain = self.chain(channel)
            let codes = await self.makeCalls(400, chain)
            #expect(codes.count { $0 == .unavailable } > 300)
            #expect(self.calls.load(ordering: .relaxed) < 100)
            let error = await #expect(throws: RPCError.self) {
                for _ in 1...20 { try await chain.close() }
            }
            #expect(error?.message == "pb.mqueue fails: calls of aqDeferHomestayOrderClose are refused for now")
            isBroken.store(false, ordering: .relaxed)
            _ = await self.makeCalls(1200, chain)
            let later = await self.makeCalls(100, chain)
            #expect(later.allSatisfy { $0 == nil })
        }
    }

    @Test(
        "does not open for errors of the caller",
        arguments: [RPCError.Code.notFound, .invalidArgument, .failedPrecondition, .unauthenticated, .permissionDenied])
    func callersFault(code: RPCError.Code) async throws {
        try await withChannel(serverChain(), { _ in throw RPCError(code: code, message: "no") }) { channel, _ in
            let codes = await self.makeCalls(100, self.chain(channel))
            #expect(codes.allSatisfy { $0 == code })
        }
    }

    @Test("does not open because no server can be reached: its first calls after the server came succeed")
    func unreached() async throws {
        // Nobody listens on it, at least a moment ago.
        let server = try await withChannel(serverChain()) { $1 }
        let channel = RPCChannel(to: .servers([server]), logger: quietLogger)
        let time = time
        try await withRunning([channel]) {
            let chain = self.chain(channel)
            let codes = await self.makeCalls(200, chain)
            #expect(codes.allSatisfy { $0 == .unavailable })
            try await withChannel(serverChain(), port: server.port) { _, _ in
                try await eventually("the server is reached") {
                    time.advance(.milliseconds(10))
                    return await status { try await chain.close() } == nil
                }
                let codes = await self.makeCalls(50, chain)
                #expect(codes.allSatisfy { $0 == nil })
            }
        }
    }

    @Test("is not there where it is turned off")
    func off() async throws {
        try await withChannel(
            serverChain(),
            { _ in
                self.calls.add(1, ordering: .relaxed)
                throw RPCError(code: .internalError, message: "broken")
            }
        ) { channel, _ in
            let codes = await self.makeCalls(100, self.chain(channel, breaker: false))
            #expect(codes.allSatisfy { $0 == .internalError })
        }
        #expect(self.calls.load(ordering: .relaxed) == 100)
    }

    @Test("has failing calls logged once a second, with how many there were")
    func log() {
        let log = RecordedLog()
        let calls = CallLog("call of a method", slowCalls: nil, logger: log.logger)
        let error = RPCError(code: .unavailable, message: "no")
        for call in 0..<1000 { calls.failed(error, at: MonotonicTime(nanoseconds: Int64(call) * 3_000_000)) }
        #expect(log.warnings == ["failed: call of a method", "failed: call of a method", "failed: call of a method"])
    }
}
