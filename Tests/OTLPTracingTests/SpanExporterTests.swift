import Foundation
import TestSupport
import Testing
import Tracing

@testable import OTLPTracing

@Suite("Sending spans", .timeLimit(.minutes(2)))
struct SpanExporterTests {
    @Test("spans arrive after the delay, with who made them and the headers that were set")
    func delay() async throws {
        try await TraceCollector.with { collector in
            try await withExporter(
                to: collector.server.url, { $0.headers = [("Authorization", "Bearer hunter2"), ("x-scope", "a")] }
            ) { running in
                running.end("one", "two")
                await running.passDelay()
                await collector.server.requests.wait(for: 1)
                let request = try #require(collector.server.requests.values.first)
                #expect(request.method == "POST" && request.path == "/v1/traces")
                #expect(request.headers["content-type"] == "application/x-protobuf")
                #expect(request.headers["authorization"] == "Bearer hunter2")
                #expect(request.headers["x-scope"] == "a")
                // Sending is not traced.
                #expect(request.headers["traceparent"] == nil)
                let spans = try collector.spans
                #expect(spans.map(\.name) == ["one", "two"])
                let resource = try #require(spans.first?.resource)
                #expect(resource["service.name"] == "test" && resource["service.version"] == "1.2.3")
                #expect(resource["process.pid"] == "\(ProcessInfo.processInfo.processIdentifier)")
                #expect(resource["host.name"]?.isEmpty == false)
                #expect(resource["service.instance.id"]?.count == 32)
                try await eventually("they are counted") { running.counted("exported") == 2 }
            }
        }
    }

    @Test("a full batch goes at once, and no request has more than a batch")
    func batches() async throws {
        try await TraceCollector.with { collector in
            try await withExporter(to: collector.server.url, { $0.batchSize = 3 }) { running in
                for number in 0..<7 { running.end("\(number)") }
                // The clock stands still: only the size can do it.
                try await collector.wait(for: "the full batches") { $0.count >= 6 }
                await running.passDelay()
                try await collector.wait(for: "the rest") { $0.count == 7 }
                let sizes = try collector.server.requests.values.map { try ReceivedSpan.all(in: $0.body).count }
                #expect(sizes.allSatisfy { $0 <= 3 })
                #expect(try Set(collector.spans.map(\.name)).count == 7)
            }
        }
    }

    @Test("what is left is sent when the process stops")
    func flush() async throws {
        try await TraceCollector.with { collector in
            try await withExporter(
                to: collector.server.url, { $0.batchSize = 2 },
                stopped: { running in
                    #expect(running.counted("exported") == 5)
                    #expect(running.log.warnings.isEmpty)
                }
            ) { $0.end("1", "2", "3", "4", "5") }
            #expect(try collector.spans.count == 5)
        }
    }

    @Test("spans that end after the exporter are counted as dropped")
    func afterStop() async throws {
        try await TraceCollector.with { collector in
            try await withExporter(
                to: collector.server.url,
                stopped: { running in
                    running.end("late")
                    #expect(running.counted("dropped") == 1)
                }
            ) { _ in }
        }
    }

    @Test("a path in the endpoint is kept, and the one for traces is not added twice")
    func paths() async throws {
        for (endpoint, path) in [
            ("", "/v1/traces"), ("/", "/v1/traces"), ("/otlp", "/otlp/v1/traces"), ("/otlp/", "/otlp/v1/traces"),
            ("/v1/traces", "/v1/traces"),
        ] {
            try await TraceCollector.with { collector in
                try await withExporter(to: collector.server.url + endpoint) { $0.end("x") }
                #expect(collector.server.requests.values.map(\.path) == [path])
            }
        }
    }

    @Test("an endpoint that is no http address is refused, and named")
    func badEndpoints() throws {
        for endpoint in ["", "localhost:4318", "ftp://x", "http://", "http:///v1", "http://a b"] {
            #expect(throws: SpanExporter.ConfigurationError.self, "\(endpoint)") {
                _ = try SpanExporter.Configuration(endpoint: endpoint).checkedURL()
            }
        }
    }

    @Test("a configuration out of its range is refused, and the message says which part, and no secret")
    func badConfigurations() throws {
        let changes: [(String, (inout SpanExporter.Configuration) -> Void)] = [
            ("queueSize", { $0.queueSize = 0 }), ("batchSize", { $0.batchSize = 0 }),
            ("batchSize", { ($0.queueSize, $0.batchSize) = (10, 11) }), ("attempts", { $0.attempts = 0 }),
            ("delay", { $0.delay = .zero }), ("timeout", { $0.timeout = .seconds(-1) }),
            ("flushTimeout", { $0.flushTimeout = .zero }), ("a b", { $0.headers = [("a b", "hunter2")] }),
            ("x-key", { $0.headers = [("x-key", "hunter2\r\nx: y")] }),
        ]
        for (name, change) in changes {
            var configuration = SpanExporter.Configuration()
            change(&configuration)
            let error = #expect(throws: SpanExporter.ConfigurationError.self) { _ = try configuration.checkedURL() }
            #expect(error?.description.contains(name) == true)
            #expect(error?.description.contains("hunter2") == false)
        }
    }
}
