import GRPCCore
import Synchronization
import TestSupport
import Testing

@testable import RPCTransport

@Suite("Servers", .timeLimit(.minutes(10)))
struct ServerNamesTests {
    /// What a name stands for, as a test changes it.
    private final class Names: Sendable {
        let addresses: Mutex<[HostAndPort]>
        let lookups = Atomic(0)

        init(_ addresses: [HostAndPort]) { self.addresses = Mutex(addresses) }

        func lookUp(_ name: HostAndPort) throws -> [HostAndPort] {
            lookups.add(1, ordering: .relaxed)
            return try addresses.withLock { addresses in
                guard !addresses.isEmpty else { throw NameLookup.Failure(description: "\(name.host): unknown") }
                return addresses
            }
        }

        func channel(every interval: Duration) -> RPCChannel {
            var options = RPCChannelOptions()
            options.lookUpEvery = interval
            options.connectTimeout = .seconds(10)
            options.timeout = .seconds(30)
            return RPCChannel(
                to: .name(HostAndPort(host: "order-rpc", port: 1)), options: options, logger: quietLogger
            ) { try self.lookUp($0) }
        }
    }

    @Test("behind a name are found when they come, and left alone when they are gone")
    func byName() async throws {
        let (one, two) = (CountingService(), CountingService())
        try await withServer([one.service]) { first in
            try await withServer([two.service]) { second in
                let names = Names([first.address])
                let channel = names.channel(every: .milliseconds(20))
                try await withRunning([channel]) {
                    try await channel.publish()
                    #expect(one.count == 1)
                    names.addresses.withLock { $0 = [first.address, second.address] }
                    try await eventually("the new one is called") {
                        try await channel.publish()
                        return two.count > 0
                    }
                    names.addresses.withLock { $0 = [second.address] }
                    try await eventually("the old one is not called") {
                        let before = one.count
                        for _ in 1...8 { try await channel.publish() }
                        return one.count == before
                    }
                    // A name server that fails changes nothing.
                    names.addresses.withLock { $0 = [] }
                    let lookups = names.lookups.load(ordering: .relaxed)
                    try await eventually("the name is looked up") {
                        names.lookups.load(ordering: .relaxed) > lookups + 2
                    }
                    try await channel.publish()
                }
            }
        }
    }

    @Test("behind a name are looked up when a connection fails, not only when it is time")
    func afterFailure() async throws {
        let (one, two) = (CountingService(), CountingService())
        try await withServer([two.service]) { second in
            let names = Names([])
            let channel = names.channel(every: .seconds(3600))
            try await withServer([one.service]) { first in
                names.addresses.withLock { $0 = [first.address] }
                let running = Task { try await channel.run() }
                defer { running.cancel() }
                try await channel.publish()
                names.addresses.withLock { $0 = [second.address] }
                await first.stop()
                try await eventually("the new one is called") {
                    _ = try? await channel.publish()
                    return two.count > 0
                }
            }
        }
    }

    @Test("behind a name that is not known cannot be called")
    func unknownName() async throws {
        let channel = Names([]).channel(every: .milliseconds(50))
        try await withRunning([channel]) {
            let error = await rpcError { try await channel.publish() }
            #expect(error?.code == .unavailable)
        }
    }

    @Test("are found by the system's resolver")
    func resolver() async throws {
        let addresses = try await NameLookup.addresses(of: HostAndPort(host: "localhost", port: 9001))
        #expect(addresses.contains(HostAndPort(host: "127.0.0.1", port: 9001)))
        await #expect(throws: NameLookup.Failure.self) {
            _ = try await NameLookup.addresses(of: HostAndPort(host: "no-such-host.invalid", port: 1))
        }
    }
}
