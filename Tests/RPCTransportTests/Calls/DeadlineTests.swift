import GRPCCore
import GRPCNIOTransportHTTP2
import MqueueContract
import RPCTransport
import Synchronization
import TestSupport
import Testing

@Suite("The deadline of a call", .timeLimit(.minutes(10)))
struct DeadlineTests {
    /// A service that works until it is cancelled.
    private static func endless(_ cancelled: Signal) -> QueueService {
        QueueService { request, _ in
            if request.orderSn == "quick" { return }
            try? await Task.sleep(for: .seconds(60))
            if Task.isCancelled { cancelled.fire() }
        }
    }

    @Test("ends the call, and the work on it")
    func expired() async throws {
        let cancelled = Signal()
        try await withServer([Self.endless(cancelled)]) { server in
            try await withChannel(to: server.endpoint, { $0.timeout = .milliseconds(200) }) { channel in
                try await channel.publish("quick", timeout: .seconds(30))
                let start = ContinuousClock.now
                let error = await rpcError { try await channel.publish() }
                #expect(error?.code == .deadlineExceeded)
                #expect(start.duration(to: .now) < .seconds(10))
                await cancelled.wait()
            }
        }
    }

    @Test("is the call's own where it has one")
    func own() async throws {
        try await withServer([Self.endless(Signal())]) { server in
            try await withChannel(to: server.endpoint, { $0.timeout = .seconds(60) }) { channel in
                let error = await rpcError { try await channel.publish(timeout: .milliseconds(50)) }
                #expect(error?.code == .deadlineExceeded)
                let now = await rpcError { try await channel.publish(timeout: .zero) }
                #expect(now?.code == .deadlineExceeded)
            }
        }
    }

    @Test("holds for the calls that are made while it is served, however many services deep")
    func propagates() async throws {
        let left = Collector<Duration?>()
        let last = QueueService { _, _ in left.append(CallDeadline.current.map { ContinuousClock.now.duration(to: $0) })
        }
        try await withServer([last]) { last in
            try await withChannel(to: last.endpoint, { $0.timeout = .seconds(60) }) { toLast in
                let middle = QueueService { _, _ in try await toLast.publish() }
                try await withServer([middle]) { middle in
                    try await withChannel(to: middle.endpoint) { channel in
                        try await channel.publish(timeout: .seconds(20))
                        try await channel.publish(timeout: .seconds(600))
                    }
                }
            }
        }
        let values = left.values.compactMap { $0 }
        try #require(values.count == 2)
        #expect(values[0] > .seconds(1) && values[0] <= .seconds(20))
        #expect(values[1] > .seconds(20) && values[1] <= .seconds(60))
    }

    @Test("is the server's own limit where the caller sets none, or one beyond it")
    func serverLimit() async throws {
        let cancelled = Signal()
        var options = RPCServerOptions()
        options.longestCall = .milliseconds(200)
        try await withServer([Self.endless(cancelled)], options: options) { server in
            // A client that sets no deadline at all, and one that would wait for minutes.
            let transport = try HTTP2ClientTransport.Posix(
                target: .ipv4(address: "127.0.0.1", port: server.address.port), transportSecurity: .plaintext)
            try await withGRPCClient(transport: transport) { client in
                let error = await rpcError {
                    _ = try await Pb_mqueue.Client(wrapping: client).kqPaymenStatusUpdate(.init())
                }
                #expect(error?.code == .deadlineExceeded)
            }
            await cancelled.wait()
            try await withChannel(to: server.endpoint, { $0.timeout = .seconds(600) }) { channel in
                let error = await rpcError { try await channel.publish() }
                #expect(error?.code == .deadlineExceeded)
            }
        }
    }

    @Test(
        "may be absurdly far away",
        arguments: [Duration.seconds(100_000_000), .seconds(400_000_000_000), .seconds(Int64.max)])
    func absurd(timeout: Duration) async throws {
        var options = RPCServerOptions()
        for limit in [nil, Duration.seconds(60)] {
            options.longestCall = limit
            try await withServer([QueueService()], options: options) { server in
                try await withChannel(to: server.endpoint) { try await $0.publish(timeout: timeout) }
            }
        }
    }

    @Test("of some calls does not end the others")
    func mixed() async throws {
        let service = QueueService { request, _ in
            if request.orderSn == "slow" { try await Task.sleep(for: .milliseconds(300)) }
        }
        try await withServer([service]) { server in
            try await withChannel(to: server.endpoint) { channel in
                await withTaskGroup(of: Void.self) { group in
                    for number in 0..<60 {
                        group.addTask {
                            let timeout = Duration.milliseconds(number % 2 == 0 ? 50 + number : 30_000)
                            do {
                                try await channel.publish("slow", timeout: timeout)
                                #expect(number % 2 == 1)
                            } catch {
                                #expect(number % 2 == 0, "\(error)")
                            }
                        }
                    }
                }
            }
        }
    }

    @Test("counts while a server is being connected to")
    func connecting() async throws {
        try await withSilentPort { port in
            let endpoint = RPCEndpoint.servers([HostAndPort(host: "127.0.0.1", port: port)])
            try await withChannel(to: endpoint, { $0.connectTimeout = .seconds(30) }) { channel in
                let error = await rpcError { try await channel.publish(timeout: .milliseconds(100)) }
                #expect(error?.code == .deadlineExceeded)
            }
        }
    }
}
