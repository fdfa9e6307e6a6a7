import AsyncHTTPClient
import Foundation
import JSON
import NIOCore
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Traces")
    struct TraceTests {
        private static let parent = "00f067aa0ba902b7"

        /// A trace that a client began.
        private struct ClientTrace {
            let id: String
            var header: [(String, String)] { [("traceparent", "00-\(id)-\(parent)-01")] }

            init() {
                id = (0..<2).map { _ in
                    let hex = String(UInt64.random(in: 1...UInt64.max), radix: 16)
                    return String(repeating: "0", count: 16 - hex.count) + hex
                }.joined()
            }
        }

        private static func settings(_ collector: TraceCollector) -> [String: String] {
            [
                "TRACE_EXPORTER": "otlp", "TRACE_ENDPOINT": collector.server.url, "TRACE_DELAY": "50ms",
                "ORDER_CLOSE_AFTER": "1s",
            ]
        }

        /// The names along the way from a span to the first of its trace.
        private func path(from span: ReceivedSpan, among spans: [ReceivedSpan]) -> [String] {
            var path = [span.name]
            var next = span.parentID
            while let parent = spans.first(where: { $0.spanID == next }) {
                path.append(parent.name)
                next = parent.parentID
            }
            return path + (next == Self.parent ? ["client"] : [])
        }

        private func place(_ api: API, as guest: Guest, in trace: ClientTrace, _ wish: Wish = Wish()) async throws
            -> String
        {
            try await api.post(
                Path.create, .bytes(ByteBuffer(string: wish.json)), authorization: guest.token, headers: trace.header
            ).data.require("orderSn")
        }

        /// Places an order as soon as the other processes are there.
        private func placeOnceReady(_ api: API, as guest: Guest, in trace: ClientTrace) async throws -> String {
            var reply: Reply?
            try await eventually("an order is placed") {
                reply = try await api.post(
                    Path.create, .bytes(ByteBuffer(string: Wish().json)), authorization: guest.token,
                    headers: trace.header)
                return reply?.status == 200
            }
            return try #require(reply).data.require("orderSn")
        }

        @Test("one trace shows an order from the click to its close")
        func close() async throws {
            try await TraceCollector.with { collector in
                try await Installation.with(Self.settings(collector)) { installation in
                    let guest = try await installation.guest()
                    let server = try await installation.serve()
                    let trace = ClientTrace()
                    let sn = try await place(server.api, as: guest, in: trace)
                    try await eventually("the order closes") { try await server.api.state(sn, as: guest) == -1 }
                    let process = "process defer:homestay_order:close"
                    try await collector.wait(for: "the task's span") { spans in
                        spans.contains { $0.name == process && $0.traceID == trace.id }
                    }
                    let spans = try collector.spans.filter { $0.traceID == trace.id }
                    let closing = try #require(spans.first { $0.name == process })
                    let path = path(from: closing, among: spans)
                    #expect(path.prefix(2) == [process, "send defer:homestay_order:close"], "\(path)")
                    #expect(path.contains("deliver close-order"), "\(path)")
                    #expect(path.last == "client", "\(path)")
                    #expect(path.contains { $0.contains("createHomestayOrder") }, "\(path)")
                    #expect(closing.kind == .consumer && closing.status == 0)
                    #expect(spans.allSatisfy { $0.service == "sojourn" })
                    try await server.stop()
                }
            }
        }

        @Test("one trace shows a payment from the click to the order that is paid")
        func pay() async throws {
            try await TraceCollector.with { collector in
                var settings = Self.settings(collector)
                settings["ORDER_CLOSE_AFTER"] = "10m"
                try await Installation.with(settings) { installation in
                    let guest = try await installation.guest()
                    let server = try await installation.serve()
                    let sn = try await server.api.place(Wish(), as: guest)
                    let trace = ClientTrace()
                    let reply = try await server.api.post(
                        Path.pay, .bytes(ByteBuffer(string: #"{"orderSn":"\#(sn)"}"#)), authorization: guest.token,
                        headers: trace.header)
                    #expect(reply.status == 200, "\(reply)")
                    try await eventually("the order is paid") { try await server.api.state(sn, as: guest) == 1 }
                    let process = "process payment-update-paystatus-topic"
                    try await collector.wait(for: "the event's span") { spans in
                        spans.contains { $0.name == process && $0.traceID == trace.id }
                    }
                    let spans = try collector.spans.filter { $0.traceID == trace.id }
                    let applied = try #require(spans.first { $0.name == process })
                    let path = path(from: applied, among: spans)
                    #expect(path.prefix(2) == [process, "send payment-update-paystatus-topic"], "\(path)")
                    #expect(path.contains("deliver pay-status"), "\(path)")
                    #expect(path.last == "client", "\(path)")
                    try await server.stop()
                }
            }
        }

        #if os(Linux)
            @Test("each process that runs one service has its name, and together they show the whole")
            func processes() async throws {
                try await TraceCollector.with { collector in
                    try await Installation.with(Network().settings(Self.settings(collector))) { installation in
                        try await closeAcrossProcesses(of: installation, collector)
                    }
                }
            }
        #endif

        private func closeAcrossProcesses(of installation: Installation, _ collector: TraceCollector) async throws {
            for name in ["order-rpc", "payment-rpc", "travel-rpc", "usercenter-rpc", "mqueue-rpc", "order-mq"] {
                _ = try installation.start(["serve", name])
            }
            let server = try await installation.serve(["order-api", "usercenter-api"])
            let guest = try await server.api.registered()
            let trace = ClientTrace()
            let sn = try await placeOnceReady(server.api, as: guest, in: trace)
            try await eventually("the order closes") { try await server.api.state(sn, as: guest) == -1 }
            let closed = "process defer:homestay_order:close"
            try await collector.wait(for: "the spans of the task and of the request") { spans in
                let names = spans.filter { $0.traceID == trace.id }.map(\.name)
                return names.contains(closed) && names.contains { $0.contains(Path.create) }
            }
            try await server.stop()
            let spans = try collector.spans.filter { $0.traceID == trace.id }
            let services = Set(spans.map(\.service))
            #expect(services.isSuperset(of: ["sojourn", "order-rpc", "mqueue-rpc", "order-mq"]), "\(services)")
            let closing = try #require(spans.first { $0.name == closed })
            let path = path(from: closing, among: spans)
            #expect(path.contains("deliver close-order"), "\(path)")
            #expect(path.last == "client", "\(path)")
        }

        @Test("a collector that is not there delays and fails nothing, also not the stop")
        func noCollector() async throws {
            let settings = [
                "TRACE_EXPORTER": "otlp", "TRACE_ENDPOINT": "http://127.0.0.1:9", "TRACE_DELAY": "10ms",
                "ORDER_CLOSE_AFTER": "500ms",
            ]
            try await Installation.with(settings) { installation in
                let guest = try await installation.guest()
                let server = try await installation.serve()
                let sn = try await server.api.place(Wish(), as: guest)
                try await eventually("the order closes") { try await server.api.state(sn, as: guest) == -1 }
                try await server.stop()
                #expect(server.process.errors.contains("the trace collector takes no spans"))
            }
        }

        @Test("log lines of a request carry its trace")
        func logLines() async throws {
            try await TraceCollector.with { collector in
                try await Installation.with(Self.settings(collector)) { installation in
                    let guest = try await installation.guest()
                    let server = try await installation.serve()
                    let trace = ClientTrace()
                    _ = try await place(server.api, as: guest, in: trace)
                    try await eventually("a line has the trace") {
                        server.process.errors.contains(#""trace":"\#(trace.id)""#)
                    }
                    try await server.stop()
                }
            }
        }

        @Test(
            "settings that are wrong are named, and a secret among them is not shown",
            arguments: [
                (["TRACE_EXPORTER": "jaeger"], "trace.exporter"),
                (["TRACE_ENDPOINT": "localhost:4318"], "trace.endpoint"),
                (["TRACE_RATIO": "2"], "trace.ratio"),
                (["TRACE_EXPORTER": "otlp", "TRACE_HEADERS": "hunter2"], "trace.headers"),
                (["TRACE_EXPORTER": "otlp", "TRACE_HEADERS": "a b=hunter2"], "a b"),
                (["TRACE_EXPORTER": "otlp", "TRACE_QUEUE_SIZE": "10", "TRACE_BATCH_SIZE": "11"], "batchSize"),
            ])
        func badSettings(settings: [String: String], name: String) async throws {
            try await Installation.with(settings, seeded: false) { installation in
                let (exit, _, errors) = try await installation.run("serve")
                #expect(exit != .status(0))
                #expect(errors.contains(name), "\(errors)")
                #expect(!errors.contains("hunter2"))
            }
        }
    }
}
