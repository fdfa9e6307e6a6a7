import RPCTransport
import ServiceLifecycleTestKit
import Testing

@Suite("A server that is told to stop before it began", .timeLimit(.minutes(10)))
struct EarlyShutdownTests {
    @Test("stops, and that is no error")
    func early() async throws {
        try await testGracefulShutdown { trigger in
            trigger.triggerGracefulShutdown()
            try await RPCServer([QueueService()], at: HostAndPort(host: "127.0.0.1", port: 0)).run()
        }
    }
}
