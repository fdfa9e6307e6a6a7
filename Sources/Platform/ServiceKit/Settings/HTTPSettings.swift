public import Settings

/// What HTTP requests go through on their way, and how connections are treated.
public struct HTTPSettings: Sendable {
    public static let timeout = Setting<Duration>.duration(
        "http.timeout", default: .seconds(5), in: .milliseconds(10) ... .seconds(600),
        "How long an endpoint may take whose `.api` file does not say; 504 is answered then.")
    public static let maxBodyBytes = Setting<Int>.integer(
        "http.maxBodyBytes", default: 1 << 20, in: 1024...(1 << 30),
        "The longest body that is read, in bytes, inflated, where the `.api` file does not say.")
    public static let maxRequests = Setting<Int>.integer(
        "http.maxRequests", default: 10_000, in: 1...1_000_000,
        "How many requests may be under way at a time; 503 is answered to others.")
    public static let maxConnections = Setting<Int>.integer(
        "http.maxConnections", default: 10_000, in: 1...1_000_000,
        "How many connections may be open; others are answered with 503 and closed.")
    public static let idleTimeout = Setting<Duration>.duration(
        "http.idleTimeout", default: .seconds(75), in: .milliseconds(100) ... .seconds(3600),
        "How long a connection may be open between requests. Proxies before it should close theirs sooner.")
    public static let headTimeout = Setting<Duration>.duration(
        "http.headTimeout", default: .seconds(10), in: .milliseconds(100) ... .seconds(600),
        "How long the head of a request may take to arrive; 408 is answered then.")
    public static let bodyTimeout = Setting<Duration>.duration(
        "http.bodyTimeout", default: .seconds(30), in: .milliseconds(100) ... .seconds(3600),
        "How long the body of a request may take to arrive; 408 is answered then.")
    public static let gzip = Setting<Bool>.boolean(
        "http.gzip", default: true, "Whether bodies may come, and answers are sent, as gzip.")
    public static let accessLog = Setting<HTTPOptions.AccessLogScope>.choice(
        "http.accessLog", default: .all,
        "Which requests have a line in the log: `all`, `failures` (failed by our fault, or slow) or `off`.")
    public static let breaker = Setting<Bool>.boolean(
        "http.breaker", default: true,
        "Whether an endpoint of which most requests fail is spared a part of them, with 503.")
    public static let shedding = Setting<Bool>.boolean(
        "http.shedding", default: true,
        "Whether requests are refused with 503 that could not be answered in time, while the processor is in full use.")
    public static let trustedProxies = Setting<Int>.integer(
        "http.trustedProxies", default: 0, in: 0...16,
        "How many proxies stand before the process and add to X-Forwarded-For; the client's address is read from there."
    )

    /// The settings, in the order in which they are documented.
    public static let all: [any AnySetting] =
        [
            timeout, maxBodyBytes, maxRequests, maxConnections, idleTimeout, headTimeout, bodyTimeout, gzip, accessLog,
            breaker, shedding, trustedProxies,
        ] + CrossOriginSettings.all + RateLimitSettings.all

    /// What requests go through. The load, the rate limit and the log of slow calls are for whoever has them to put in.
    public let options: HTTPOptions
    public let server: HTTPServerOptions
    /// Whether ``HTTPOptions/load`` is to be set.
    public let sheds: Bool
    public let rateLimit: RateLimitSettings

    /// - Throws: ``CrossOriginPolicy/Invalid`` for origins that are none; the message names the setting.
    public init(_ values: LoadedSettings) throws {
        var options = HTTPOptions()
        options.timeout = values[Self.timeout]
        options.maximumBody = values[Self.maxBodyBytes]
        options.maximumRequests = values[Self.maxRequests]
        options.gzip = values[Self.gzip]
        options.accessLog = values[Self.accessLog]
        options.breaker = values[Self.breaker]
        options.trustedProxies = values[Self.trustedProxies]
        options.crossOrigin = try CrossOriginSettings(values).policy
        self.options = options
        var server = HTTPServerOptions()
        server.maximumConnections = values[Self.maxConnections]
        server.idleTimeout = values[Self.idleTimeout]
        server.headTimeout = values[Self.headTimeout]
        server.bodyTimeout = values[Self.bodyTimeout]
        self.server = server
        sheds = values[Self.shedding]
        rateLimit = RateLimitSettings(values)
    }
}
