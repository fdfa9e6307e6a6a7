/// What a trace collector has received.
public struct TraceCollector: Sendable {
    public let server: HTTPStandIn

    /// Runs `body` with a collector on a free port.
    public static func with<Value>(_ body: (TraceCollector) async throws -> Value) async throws -> Value {
        try await HTTPStandIn.with { try await body(TraceCollector(server: $0)) }
    }

    public init(server: HTTPStandIn) {
        self.server = server
    }

    /// The spans in the order in which they came.
    /// - Throws: an error where a request is not well formed.
    public var spans: [ReceivedSpan] {
        get throws { try server.requests.values.flatMap { try ReceivedSpan.all(in: $0.body) } }
    }

    /// Waits until the spans are what a test wants them to be.
    public func wait(
        for what: String, within limit: Duration = .seconds(20), _ condition: ([ReceivedSpan]) throws -> Bool
    ) async throws {
        try await eventually(what, within: limit) { try condition(spans) }
    }
}
