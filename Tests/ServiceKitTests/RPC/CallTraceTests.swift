import GRPCCore
import InMemoryTracing
import LocalRPC
import MqueueContract
import RPCTransport
import ServiceKit
import SwiftProtobuf
import TestSupport
import Testing
import Tracing

@Suite("The trace of a call", .timeLimit(.minutes(5)))
struct CallTraceTests {
    private let tracer = InMemoryTracer()

    private func withTraced(
        _ method: @escaping @Sendable (String) async throws -> Void = { _ in },
        _ body: @Sendable (RPCClientChain) async throws -> Void
    ) async throws {
        let chain = RPCServerChain(
            load: { 0 }, tracer: tracer, metricsFactory: RecordedMetrics(), logger: quietLogger)
        try await withChannel(chain, method) { channel, _ in
            try await body(
                RPCClientChain(channel, tracer: tracer, metricsFactory: RecordedMetrics(), logger: quietLogger))
        }
    }

    /// The spans of a kind, once there are so many in all.
    private func spans(_ kind: SpanKind, of count: Int = 2) async throws -> [FinishedInMemorySpan] {
        try await eventually("the spans end") { tracer.finishedSpans.count == count }
        return tracer.finishedSpans.filter { $0.kind == kind }
    }

    @Test("has a span of the caller and one of the server, in the trace in which the call was made")
    func spans() async throws {
        try await withTraced { chain in
            try await tracer.withSpan("an order") { _ in try await chain.close() }
        }
        let order = try #require(try await spans(.internal, of: 3).first)
        let client = try #require(try await spans(.client, of: 3).first)
        let server = try #require(try await spans(.server, of: 3).first)
        #expect([order.traceID, client.traceID, server.traceID] == Array(repeating: order.traceID, count: 3))
        #expect(client.parentSpanID == order.spanID)
        #expect(server.parentSpanID == client.spanID)
        for span in [client, server] {
            #expect(span.operationName == "pb.mqueue/aqDeferHomestayOrderClose")
            #expect(span.attributes.get("rpc.system") == .string("grpc"))
            #expect(span.attributes.get("rpc.service") == .string("pb.mqueue"))
            #expect(span.attributes.get("rpc.method") == .string("aqDeferHomestayOrderClose"))
            #expect(span.attributes.get("rpc.grpc.status_code") == .int64(0))
            #expect(span.status == nil)
        }
    }

    @Test("is that of the work that is done for it")
    func nested() async throws {
        try await withTraced({ [tracer] _ in tracer.startSpan("SELECT").end() }) { try await $0.close() }
        let server = try #require(try await spans(.server, of: 3).first)
        let work = try #require(try await spans(.internal, of: 3).first)
        #expect(work.traceID == server.traceID)
        #expect(work.parentSpanID == server.spanID)
    }

    @Test(
        "has an error where it fails: the server's span only for what is the server's fault",
        arguments: [(RPCError.Code.notFound, false), (.internalError, true), (.unavailable, true)])
    func failure(code: RPCError.Code, isServersFault: Bool) async throws {
        try await withTraced({ _ in throw RPCError(code: code, message: "no") }) { chain in
            #expect(await status { try await chain.close() } == code)
        }
        let (client, server) = (try await spans(.client), try await spans(.server))
        #expect(client.first?.status?.code == .error)
        #expect((server.first?.status?.code == .error) == isServersFault)
        for span in client + server {
            #expect(span.attributes.get("rpc.grpc.status_code") == .int64(Int64(code.rawValue)))
        }
    }

    @Test(
        "begins anew where the metadata names none that can be read, and the call is served",
        arguments: ["", "garbage", "00-\(String(repeating: "0", count: 32))-x-01", String(repeating: "a", count: 8000)])
    func badContext(text: String) async throws {
        let chain = RPCServerChain(
            load: { 0 }, tracer: tracer, metricsFactory: RecordedMetrics(), logger: quietLogger)
        try await withChannel(chain) { channel, _ in
            var metadata: Metadata = ["traceparent": "\(text)", "tracestate": "\(text)"]
            metadata.addString(text, forKey: "traceparent")
            try await channel.close(metadata: metadata)
        }
        let server = try #require(try await spans(.server, of: 1).first)
        #expect(server.parentSpanID == nil)
    }

    @Test("has one span within the process")
    func local() async throws {
        let chain = LocalCallChain(tracer: tracer, metricsFactory: RecordedMetrics(), logger: quietLogger)
        let caller = LocalCaller(observer: chain) { error, _ in
            error as? RPCError ?? RPCError(code: .internalError, message: "\(error)")
        }
        let client = Pb_mqueue.LocalClient(
            OrderCloseService { [tracer] sn in
                if sn == "bad" { throw RPCError(code: .dataLoss, message: "lost") }
                tracer.startSpan("SELECT").end()
            }, caller: caller)
        _ = try await client.aqDeferHomestayOrderClose(.with { $0.sn = "HSO1" })
        let spans = tracer.popFinishedSpans()
        #expect(spans.map(\.operationName) == ["SELECT", "pb.mqueue/aqDeferHomestayOrderClose"])
        #expect(spans.first?.parentSpanID == spans.last?.spanID)
        #expect(await status { _ = try await client.aqDeferHomestayOrderClose(.with { $0.sn = "bad" }) } == .dataLoss)
        #expect(tracer.finishedSpans.last?.status?.code == .error)
    }

    @Test("is not kept where that is turned off, nor for the health service")
    func off() async throws {
        var (server, client) = (RPCServerChain.Parts(), RPCClientChain.Parts())
        (server.traces, client.traces) = (false, false)
        let chain = RPCServerChain(
            server, load: { 0 }, tracer: tracer, metricsFactory: RecordedMetrics(), logger: quietLogger)
        try await withChannel(chain) { [client] channel, _ in
            try await RPCClientChain(
                channel, client, tracer: tracer, metricsFactory: RecordedMetrics(), logger: quietLogger
            ).close()
        }
        #expect(tracer.finishedSpans.isEmpty)
        #expect(tracer.activeSpans.isEmpty)
    }
}
