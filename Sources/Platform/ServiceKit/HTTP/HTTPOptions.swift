public import Metrics
public import Telemetry
public import Tracing

/// What HTTP requests go through on their way to the routes. Each part can be turned off, and has numbers that suit most
/// services.
public struct HTTPOptions: Sendable {
    /// Which requests are logged.
    public enum AccessLogScope: String, Sendable, CaseIterable {
        /// Each.
        case all
        /// Those that failed by our fault or were slow.
        case failures
        case off
    }

    /// Whether requests have spans, where the process has a tracer.
    public var traces = true
    /// The tracer; `nil` for the one that the process was set up with before the routes were made.
    public var tracer: (any Tracer)?
    /// Which requests have a line in the log.
    public var accessLog = AccessLogScope.all
    /// What logs slow requests.
    public var slowCalls = SlowCallLog()
    /// Whether requests are counted and measured.
    public var metrics = true
    /// Where they are counted; `nil` for where the process was set up to.
    public var metricsFactory: (any MetricsFactory)?
    /// Which pages of other origins may call; none unless it is set.
    public var crossOrigin: CrossOriginPolicy?
    /// How many requests may be under way at a time; `nil` for any number.
    public var maximumRequests: Int? = 10_000
    /// Whether a route of which most requests fail is spared a part of them.
    public var breaker = true
    /// The share of the processor in use, 0 to 1, such as `ProcessLoad` has it. Where it is set, an overloaded process
    /// refuses what it could not answer in time.
    public var load: (@Sendable () -> Double)?
    /// Whether whatever a route throws is answered in the envelope. Otherwise Hummingbird answers, with a bare status.
    public var recovery = true
    /// How much of the service a caller may take.
    public var rateLimit: HTTPRateLimit?
    /// Whether bodies may come, and answers are sent, as gzip.
    public var gzip = true
    /// The longest body that is read where an `.api` file does not say (`maxBytes`), in bytes, inflated.
    public var maximumBody = 1 << 20
    /// How long a handler may take where an `.api` file does not say (`timeout`); `nil` for as long as it likes.
    public var timeout: Duration? = .seconds(5)
    /// How many proxies stand before the process, each of which adds to `X-Forwarded-For` whom it got a request from.
    public var trustedProxies = 0

    public init() {}

    /// Nothing but the routes themselves, errors in the envelope, and their time-outs and limits.
    public static var bare: HTTPOptions {
        var options = HTTPOptions()
        options.traces = false
        options.accessLog = .off
        options.metrics = false
        options.maximumRequests = nil
        options.breaker = false
        options.gzip = false
        options.timeout = nil
        return options
    }
}
