import GRPCCore
import MqueueContract
import RPCTransport
import Synchronization
import Testing

@Suite("A call that no server answered", .timeLimit(.minutes(10)))
struct RetryTests {
    /// A service that fails a number of times.
    private final class Failing: Sendable {
        let calls = Atomic(0)
        private let failures: Int
        private let code: RPCError.Code

        init(times: Int, _ code: RPCError.Code = .unavailable) {
            failures = times
            self.code = code
        }

        var service: QueueService {
            QueueService { _, _ in
                if self.calls.add(1, ordering: .relaxed).newValue <= self.failures {
                    throw RPCError(code: self.code, message: "not now")
                }
            }
        }
    }

    private static let idempotent = IdempotentMethods([Pb_mqueue.Method.kqPaymenStatusUpdate.descriptor])

    private func withCalls(
        of failing: Failing, idempotent: Bool, _ body: @Sendable (RPCChannel) async throws -> Void
    ) async throws {
        try await withServer([failing.service]) { server in
            try await withChannel(to: server.endpoint, { if idempotent { $0.idempotent = Self.idempotent } }) {
                try await body($0)
            }
        }
    }

    @Test("is made again, where it is idempotent")
    func idempotent() async throws {
        let failing = Failing(times: 2)
        try await withCalls(of: failing, idempotent: true) { try await $0.publish() }
        #expect(failing.calls.load(ordering: .relaxed) == 3)
    }

    @Test("is made three times at most")
    func atMost() async throws {
        let failing = Failing(times: 100)
        try await withCalls(of: failing, idempotent: true) { channel in
            let error = await rpcError { try await channel.publish() }
            #expect(error?.code == .unavailable)
        }
        #expect(failing.calls.load(ordering: .relaxed) == 3)
    }

    @Test("is not made again, where it is not idempotent")
    func notIdempotent() async throws {
        let failing = Failing(times: 1)
        try await withCalls(of: failing, idempotent: false) { channel in
            let error = await rpcError { try await channel.publish() }
            #expect(error?.code == .unavailable)
            #expect(error?.message == "not now")
        }
        #expect(failing.calls.load(ordering: .relaxed) == 1)
    }

    @Test(
        "is not made again after another answer",
        arguments: [RPCError.Code.notFound, .internalError, .deadlineExceeded, .resourceExhausted, .aborted])
    func otherErrors(_ code: RPCError.Code) async throws {
        let failing = Failing(times: 1, code)
        try await withCalls(of: failing, idempotent: true) { channel in
            let error = await rpcError { try await channel.publish() }
            #expect(error?.code == code)
        }
        #expect(failing.calls.load(ordering: .relaxed) == 1)
    }

    @Test("is made again only as long as the budget lasts, so that a server that is down is not flooded")
    func budget() async throws {
        let failing = Failing(times: 1000)
        try await withCalls(of: failing, idempotent: true) { channel in
            for _ in 1...30 { _ = await rpcError { try await channel.publish() } }
        }
        // Ten retries, and then none.
        #expect(failing.calls.load(ordering: .relaxed) == 40)
    }

    @Test("is not made again after its deadline")
    func deadline() async throws {
        let failing = Failing(times: 100)
        try await withCalls(of: failing, idempotent: true) { channel in
            let start = ContinuousClock.now
            let error = await rpcError { try await channel.publish(timeout: .milliseconds(5)) }
            #expect(error?.code == .unavailable || error?.code == .deadlineExceeded)
            #expect(start.duration(to: .now) < .seconds(1))
        }
        #expect(failing.calls.load(ordering: .relaxed) <= 2)
    }
}
