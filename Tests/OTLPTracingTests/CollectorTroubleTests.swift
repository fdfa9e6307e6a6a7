import Clocks
import Foundation
import Synchronization
import TestSupport
import Testing
import Tracing

@testable import OTLPTracing

@Suite("A collector in trouble", .timeLimit(.minutes(2)))
struct CollectorTroubleTests {
    /// Answers one after the other, the last one for ever.
    private static func inTurn(_ answers: HTTPStandIn.Answer...) -> HTTPStandIn.Answerer {
        let number = Atomic(0)
        return { _ in answers[min(number.wrappingAdd(1, ordering: .relaxed).oldValue, answers.count - 1)] }
    }

    @Test(
        "a batch that the collector has no time for is sent again, the same, after a pause",
        arguments: [429, 502, 503, 504])
    func retried(status: Int) async throws {
        try await HTTPStandIn.with(answering: Self.inTurn(.status(status), .status(status), .status(200))) { server in
            try await withExporter(to: server.url) { running in
                running.end("x")
                await running.passDelay()
                for request in 1...2 {
                    await server.requests.wait(for: request)
                    // The ticker, and the pause.
                    await running.clock.waitForSleepers(2)
                    running.clock.advance(by: .seconds(10))
                }
                try await eventually("it is taken") { running.counted("exported") == 1 }
                #expect(Set(server.requests.values.map(\.body)).count == 1)
                #expect(running.counted("failed") == 0)
                #expect(running.log.warnings.isEmpty)
            }
        }
    }

    @Test("the pause is the one that the collector asks for")
    func retryAfter() async throws {
        let answers = Self.inTurn(.status(429, headers: ["Retry-After": "17"]), .status(200))
        try await HTTPStandIn.with(answering: answers) { server in
            try await withExporter(to: server.url, { $0.delay = .seconds(100) }) { running in
                running.end("x")
                await running.passDelay()
                await server.requests.wait(for: 1)
                await running.clock.waitForSleepers(2)
                #expect(running.clock.advance(by: .milliseconds(16_999)) == 0)
                #expect(running.clock.advance(by: .milliseconds(1)) == 1)
                await server.requests.wait(for: 2)
            }
        }
    }

    @Test(
        "a pause is read in seconds, and nobody may ask for a long one",
        arguments: [
            ("0", Duration.seconds(0)), ("7", .seconds(7)), ("86400", .seconds(30)), ("-1", nil), ("", nil),
            ("Tue, 01 Dec 2026 04:00:00 GMT", nil), ("99999999999999999999999", nil),
        ] as [(String, Duration?)])
    func pauses(header: String, pause: Duration?) {
        #expect(SpanExporter.retryAfter(header) == pause)
    }

    @Test("a batch that is refused for good is counted and not sent again", arguments: [301, 400, 401, 404, 413, 500])
    func refused(status: Int) async throws {
        try await HTTPStandIn.with(answering: Self.inTurn(.status(status), .status(200))) { server in
            try await withExporter(to: server.url) { running in
                running.end("x", "y")
                await running.passDelay()
                try await eventually("it is given up") { running.counted("failed") == 2 }
                #expect(running.log.warnings.count == 1)
                running.end("z")
                await running.passDelay()
                try await eventually("the next is taken") { running.counted("exported") == 1 }
                #expect(server.requests.values.count == 2)
            }
        }
    }

    @Test(
        "a collector that answers nonsense costs a batch, and no more",
        arguments: [
            "hello\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: nonsense\r\n\r\n", "\u{0}\u{1}\u{2}",
            "HTTP/9.9 1\r\n\r\n",
        ])
    func nonsense(answer: String) async throws {
        try await HTTPStandIn.with(answering: Self.inTurn(.raw(answer), .status(200))) { server in
            try await withExporter(to: server.url, { $0.attempts = 1 }) { running in
                running.end("x")
                await running.passDelay()
                try await eventually("it is given up") { running.counted("failed") == 1 }
                running.end("y")
                await running.passDelay()
                try await eventually("the next is taken") { running.counted("exported") == 1 }
            }
        }
    }

    @Test("an answer that is taken for a success may have any body, of any size")
    func strangeBodies() async throws {
        let bodies: [[UInt8]] = [
            Array("<html>".utf8), [0x0A], [0xFF, 0xFF, 0xFF], Array(repeating: 0, count: 1_000_000),
        ]
        for body in bodies {
            try await HTTPStandIn.with(answering: { _ in .status(200, body: body) }) { server in
                try await withExporter(
                    to: server.url, stopped: { #expect($0.counted("exported") == 1) }
                ) { $0.end("x") }
            }
        }
    }

    @Test("spans that the collector took and threw away are counted as failed, and its reason is logged")
    func partialSuccess() async throws {
        // Field 1, a message: rejected_spans 2, error_message "no".
        let body: [UInt8] = [0x0A, 0x06, 0x08, 0x02, 0x12, 0x02] + Array("no".utf8)
        try await HTTPStandIn.with(answering: { _ in .status(200, body: body) }) { server in
            try await withExporter(
                to: server.url,
                stopped: { running in
                    #expect(running.counted("exported") == 1)
                    #expect(running.counted("failed") == 2)
                    #expect(running.log.warnings.count == 1)
                }
            ) { $0.end("x", "y", "z") }
        }
    }

    @Test("a collector that is down costs bounded memory and little log, and gets what comes once it is up")
    func down() async throws {
        let port = try await HTTPStandIn.with { $0.port }
        try await withExporter(
            to: "http://127.0.0.1:\(port)",
            {
                ($0.queueSize, $0.batchSize, $0.attempts) = (10, 5, 1)
            }
        ) { running in
            for number in 0..<100 { running.end("\(number)") }
            try await eventually("batches are given up") { running.counted("failed") >= 10 }
            #expect(running.exporter.queue.count <= 10)
            for _ in 0..<5 {
                running.end("x")
                await running.passDelay()
            }
            try await eventually("all are accounted for") {
                running.counted("failed") + running.counted("dropped") == 105
            }
            #expect(running.log.warnings.count { $0.contains("takes no spans") } == 1)
            try await HTTPStandIn.with(port: port) { server in
                running.end("up again")
                await running.passDelay()
                try await eventually("it is sent") { running.counted("exported") == 1 }
                #expect(try TraceCollector(server: server).spans.map(\.name) == ["up again"])
            }
        }
    }

    @Test(
        "a collector that hangs, before or within its answer, keeps nobody waiting for longer than the time-out",
        arguments: ["", "HTTP/1.1 ", "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n"])
    func hanging(beginning: String) async throws {
        try await HTTPStandIn.with(answering: { _ in .silence(after: beginning) }) { server in
            try await withExporter(to: server.url, { ($0.timeout, $0.attempts) = (.milliseconds(100), 1) }) { running in
                running.end("x")
                await running.passDelay()
                try await eventually("it is given up") { running.counted("failed") == 1 }
            }
        }
    }

    @Test("while a batch is under way, ending a span neither waits nor fails, and what finds no room is dropped")
    func slow() async throws {
        let release = DispatchSemaphore(value: 0)
        try await HTTPStandIn.with(
            answering: { _ in
                release.wait()
                release.signal()
                return .status(200)
            }
        ) { server in
            try await withExporter(to: server.url, { ($0.queueSize, $0.batchSize) = (10, 2) }) { running in
                running.end("0", "1")
                await server.requests.wait(for: 1)
                for number in 0..<1000 { running.end("\(number)") }
                #expect(running.counted("dropped") == 990)
                release.signal()
                try await eventually("the rest arrives") { running.counted("exported") == 12 }
            }
        }
    }

    @Test("a collector that hangs at the stop is given up after the flush time-out, and what is lost is logged")
    func hangingAtStop() async throws {
        try await HTTPStandIn.with(answering: { _ in .silence(after: "") }) { server in
            let (clock, log, metrics) = (ManualWallClock(), RecordedLog(), RecordedMetrics())
            var configuration = SpanExporter.Configuration(endpoint: server.url)
            (configuration.batchSize, configuration.timeout) = (2, .seconds(600))
            let exporter = try SpanExporter(
                configuration, resource: TraceResource(serviceName: "test"), metricsFactory: metrics, clock: clock,
                logger: log.logger)
            let tracer = OTLPTracer(exporter: exporter)
            try await withService(exporter) {
                for name in ["1", "2", "3"] { tracer.startSpan(name).end() }
                await server.requests.wait(for: 1)
            } stopping: {
                // The flush time-out, beside the ticker or without it.
                try await eventually("it is given up") {
                    clock.advance(by: .seconds(5))
                    return metrics.values("trace_spans_failed_total{}").last == 3
                }
            }
            #expect(log.warnings.contains { $0.contains("before all spans were sent") })
        }
    }

    @Test("while the process stops, a collector that is down is asked once a batch, without pauses")
    func downAtStop() async throws {
        try await HTTPStandIn.with(answering: { _ in .status(503) }) { server in
            try await withExporter(
                to: server.url, { $0.batchSize = 2 }, stopped: { #expect($0.counted("failed") == 4) }
            ) { $0.end("1", "2", "3", "4") }
            #expect(server.requests.values.count <= 3)
        }
    }

    @Test("a collector that speaks no TLS where it should sees no span in plain")
    func plain() async throws {
        try await HTTPStandIn.with { server in
            let endpoint = "https://127.0.0.1:\(server.port)"
            try await withExporter(
                to: endpoint, { ($0.timeout, $0.attempts) = (.milliseconds(300), 1) },
                stopped: { #expect($0.counted("failed") == 1) }
            ) { $0.end("x") }
            #expect(server.requests.values.isEmpty)
        }
    }

    @Test("over TLS a collector is told only where its authority is trusted")
    func tls() async throws {
        try await withTemporaryDirectory { folder in
            let files = try await TLSFiles.make(in: folder)
            for trusted in [nil, files.authority] {
                let collector = try await TLSStandIn(files, in: folder)
                try await withExporter(
                    to: "https://localhost:\(collector.port)",
                    { ($0.certificateAuthorities, $0.attempts) = (trusted, 1) }
                ) { running in
                    running.end("x")
                    await running.passDelay()
                    if trusted == nil {
                        try await eventually("it is given up") { running.counted("failed") == 1 }
                        #expect(!collector.wasAsked)
                    } else {
                        try await eventually("it is asked") { collector.wasAsked }
                        try collector.answer()
                        try await eventually("it is taken") { running.counted("exported") == 1 }
                    }
                }
                try await collector.stop()
            }
        }
    }

    @Test("a file of certificates that is not there ends the exporter with an error")
    func missingCertificates() async throws {
        var configuration = SpanExporter.Configuration(endpoint: "https://127.0.0.1:1")
        configuration.certificateAuthorities = "/nowhere/ca.pem"
        let exporter = try SpanExporter(
            configuration, resource: TraceResource(serviceName: "test"), metricsFactory: RecordedMetrics(),
            logger: quietLogger)
        await #expect(throws: (any Error).self) { try await exporter.run() }
    }
}
