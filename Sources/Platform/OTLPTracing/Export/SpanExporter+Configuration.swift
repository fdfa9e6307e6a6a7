extension SpanExporter {
    /// Where spans go, and how many are kept until they are there.
    public struct Configuration: Sendable {
        /// The collector, `http://127.0.0.1:4318`; spans are posted to `/v1/traces` below it.
        public var endpoint: String
        /// Headers of each request, for authentication for example.
        public var headers: [(name: String, value: String)] = []
        /// The certificate authorities (PEM) that the collector is trusted by; `nil` for the system's.
        public var certificateAuthorities: String?
        /// The most spans that wait. One that finds no room is dropped and counted.
        public var queueSize = 4096
        /// The most spans in one request.
        public var batchSize = 512
        /// How long a span waits for others to go with.
        public var delay: Duration = .seconds(5)
        /// How long one request may take.
        public var timeout: Duration = .seconds(10)
        /// How often a batch is sent before it is given up, at least once.
        public var attempts = 5
        /// How long may be spent on what is left when the process stops.
        public var flushTimeout: Duration = .seconds(5)

        public init(endpoint: String = "http://127.0.0.1:4318") {
            self.endpoint = endpoint
        }
    }

    /// Why an exporter cannot be made.
    public struct ConfigurationError: Error, CustomStringConvertible {
        public let description: String
    }
}

extension SpanExporter.Configuration {
    /// Checks that an exporter can be made of it.
    /// - Throws: ``SpanExporter/ConfigurationError``, which names what is wrong.
    public func check() throws(SpanExporter.ConfigurationError) {
        _ = try checkedURL()
    }

    /// The address that spans are posted to.
    /// - Throws: ``SpanExporter/ConfigurationError``, which names what is wrong.
    func checkedURL() throws(SpanExporter.ConfigurationError) -> String {
        func refuse(_ reason: String) -> SpanExporter.ConfigurationError { .init(description: reason) }
        let limits: [(String, Int, ClosedRange<Int>)] = [
            ("queueSize", queueSize, 1...1_000_000), ("batchSize", batchSize, 1...queueSize.clamped(from: 1)),
            ("attempts", attempts, 1...100),
        ]
        for (name, value, range) in limits where !range.contains(value) {
            throw refuse("\(name) must be from \(range.lowerBound) to \(range.upperBound), not \(value)")
        }
        for (name, value) in [("delay", delay), ("timeout", timeout), ("flushTimeout", flushTimeout)]
        where value <= .zero {
            throw refuse("\(name) must be more than nothing")
        }
        for (name, _) in headers where !name.isHeaderName { throw refuse("«\(name)» is not the name of a header") }
        // Its value is a secret.
        for (name, value) in headers where !value.isHeaderValue {
            throw refuse("the value of the header «\(name)» has characters that a header cannot have")
        }
        guard let url = Self.address(from: endpoint) else {
            throw refuse("the endpoint must be an http or https address, such as http://127.0.0.1:4318")
        }
        return url
    }
}

extension Int {
    fileprivate func clamped(from least: Int) -> Int { Swift.max(least, self) }
}

extension String {
    fileprivate var isHeaderName: Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    fileprivate var isHeaderValue: Bool { utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
}
