import GRPCCore
import RPCTransport
import TestSupport
import Testing

@Suite("Where a server cannot be reached", .timeLimit(.minutes(10)))
struct AvailabilityTests {
    /// A port on which nobody listens, at least a moment ago.
    private static func unusedPort() async throws -> Int {
        try await withServer([QueueService()]) { $0.address.port }
    }

    private static func endpoint(_ ports: Int...) -> RPCEndpoint {
        .servers(ports.map { HostAndPort(host: "127.0.0.1", port: $0) })
    }

    @Test("a call fails at once, the first as well as the next")
    func down() async throws {
        let port = try await Self.unusedPort()
        try await withChannel(to: Self.endpoint(port)) { channel in
            for _ in 1...5 {
                let start = ContinuousClock.now
                let error = await rpcError { try await channel.publish() }
                #expect(error?.code == .unavailable)
                #expect(start.duration(to: .now) < .seconds(25))
            }
        }
    }

    @Test("because it says nothing, a call fails within the time that a connection may take")
    func silent() async throws {
        try await withSilentPort { port in
            try await withChannel(to: Self.endpoint(port), { $0.connectTimeout = .milliseconds(200) }) { channel in
                let start = ContinuousClock.now
                let error = await rpcError { try await channel.publish() }
                #expect(error?.code == .unavailable)
                #expect(start.duration(to: .now) < .seconds(25))
            }
        }
    }

    @Test("calls succeed as soon as it can be")
    func comesLater() async throws {
        let port = try await Self.unusedPort()
        try await withChannel(to: Self.endpoint(port)) { channel in
            let error = await rpcError { try await channel.publish() }
            #expect(error?.code == .unavailable)
            try await withServer([QueueService()], port: port) { _ in
                // What fails until then is why it is asked again.
                try await eventually("calls succeed") { (try? await channel.publish()) != nil }
            }
            // And when it has gone and come again.
            try await withServer([QueueService()], port: port) { _ in
                try await eventually("calls succeed again") {
                    (try? await channel.publish()) != nil
                }
            }
        }
    }

    @Test("because it stopped to answer, its connection is given up, and the others are used")
    func stopsToAnswer() async throws {
        try await withServer([QueueService()]) { server in
            try await CuttableProxy.with(to: server.address.port) { proxy in
                try await withChannel(
                    to: Self.endpoint(proxy.port, server.address.port),
                    {
                        $0.timeout = .seconds(1)
                        $0.keepalive = .milliseconds(300)
                        $0.connectTimeout = .seconds(2)
                    }
                ) { channel in
                    try await eventually("both are called") {
                        for _ in 1...4 { if (try? await channel.publish()) == nil { return false } }
                        return true
                    }
                    proxy.stall()
                    // Some calls go to the silent server, until the pings tell.
                    try await eventually("no call is lost any more") {
                        for _ in 1...6 { if (try? await channel.publish()) == nil { return false } }
                        return true
                    }
                }
            }
        }
    }

    @Test("that is one of several, calls go to the others")
    func oneOfSeveral() async throws {
        let port = try await Self.unusedPort()
        try await withServer([QueueService()]) { server in
            try await withChannel(to: Self.endpoint(port, server.address.port)) { channel in
                for _ in 1...10 { try await channel.publish() }
            }
        }
    }

    @Test("a call waits for the first connection, not longer than its deadline, where the channel does not run yet")
    func notRunning() async throws {
        let channel = RPCChannel(to: Self.endpoint(1), logger: quietLogger)
        let error = await rpcError { try await channel.publish(timeout: .milliseconds(50)) }
        #expect(error?.code == .deadlineExceeded)
    }

    @Test("after the channel has stopped, calls fail")
    func stopped() async throws {
        let channel = RPCChannel(to: Self.endpoint(1), logger: quietLogger)
        try await withRunning([channel]) {}
        let error = await rpcError { try await channel.publish() }
        #expect(error?.code == .unavailable)
    }
}
