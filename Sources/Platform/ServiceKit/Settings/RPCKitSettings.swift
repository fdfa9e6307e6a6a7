public import RPCTransport
public import Settings
public import Telemetry

/// How a process serves and calls gRPC, whatever its services are. Where it serves, and where others are found, its own
/// settings say.
public struct RPCKitSettings: Sendable {
    public static let timeout = Setting<Duration>.duration(
        "rpc.timeout", default: .seconds(3), in: .milliseconds(10) ... .seconds(600),
        "How long a call may take. A call that is made for another ends with it, be it sooner.")
    public static let longestCall = Setting<Duration>.duration(
        "rpc.longestCall", default: .seconds(60), in: .milliseconds(10) ... .seconds(3600),
        "How long a call is worked on at most, whatever its caller allows.")
    public static let resolveEvery = Setting<Duration>.duration(
        "rpc.resolveEvery", default: .seconds(5), in: .milliseconds(100) ... .seconds(3600),
        "How often the addresses of a name after `dns:` are looked up, beside whenever a connection fails.")
    public static let keepalive = Setting<Duration>.duration(
        "rpc.keepalive", default: .seconds(10), in: .milliseconds(100) ... .seconds(7200),
        """
        How long a server with calls under way may be silent before it is asked whether it is there; a client is asked \
        after three times as long.
        """)
    public static let maxConnectionAge = Setting<Duration>.duration(
        "rpc.maxConnectionAge", default: .seconds(300), in: .seconds(1) ... .seconds(7 * 86_400),
        "How long a connection is used, give or take a tenth, before its client is asked to make a new one.")
    public static let maxCalls = Setting<Int>.integer(
        "rpc.maxCalls", default: 10_000, in: 1...1_000_000,
        "How many calls a server works on at a time. Those beyond are refused as UNAVAILABLE.")
    public static let shedding = Setting<Bool>.boolean(
        "rpc.shedding", default: true,
        "Whether a server whose processor is busy refuses calls that it could not answer in time.")
    public static let breaker = Setting<Bool>.boolean(
        "rpc.breaker", default: true,
        "Whether calls of a method that mostly fail are refused at once, so that its service can recover.")
    public static let metrics = Setting<Bool>.boolean(
        "rpc.metrics", default: true, "Whether calls are counted and timed, by method.")
    public static let traces = Setting<Bool>.boolean(
        "rpc.traces", default: true, "Whether calls have spans, where the process keeps traces.")

    /// The settings, in the order in which they are documented.
    public static let all: [any AnySetting] =
        [
            timeout, longestCall, resolveEvery, keepalive, maxConnectionAge, maxCalls, shedding, breaker, metrics,
            traces,
        ] + RPCTLSSettings.all

    /// How calls are made.
    public var channel = RPCChannelOptions()
    /// What calls that are made get.
    public var clientParts = RPCClientChain.Parts()
    /// How connections are served.
    public var server = RPCServerOptions()
    /// What calls that are served get.
    public var serverParts = RPCServerChain.Parts()

    /// - Parameter slowCalls: what logs the calls that took long.
    /// - Throws: ``RPCTLSSettings/Failure`` where the files for TLS are not all there, or are not what they should be.
    public init(_ values: LoadedSettings, slowCalls: SlowCallLog) throws(RPCTLSSettings.Failure) {
        let tls = try RPCTLSSettings.tls(values)
        channel.timeout = values[Self.timeout]
        channel.lookUpEvery = values[Self.resolveEvery]
        channel.keepalive = values[Self.keepalive]
        channel.tls = tls
        clientParts.slowCalls = slowCalls
        clientParts.breaker = values[Self.breaker]
        clientParts.metrics = values[Self.metrics]
        clientParts.traces = values[Self.traces]
        server.longestCall = values[Self.longestCall]
        server.maximumAge = values[Self.maxConnectionAge]
        server.keepalive = values[Self.keepalive] * 3
        server.tls = tls
        serverParts.slowCalls = slowCalls
        serverParts.maximumCalls = values[Self.maxCalls]
        serverParts.shedding = values[Self.shedding]
        serverParts.metrics = values[Self.metrics]
        serverParts.traces = values[Self.traces]
    }
}
