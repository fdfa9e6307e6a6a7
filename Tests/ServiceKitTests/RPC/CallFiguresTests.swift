import GRPCCore
import GRPCProtobuf
import HealthContract
import LocalRPC
import MqueueContract
import RPCTransport
import ServiceKit
import SwiftProtobuf
import Telemetry
import TestSupport
import Testing

@Suite("The figures of calls", .timeLimit(.minutes(5)))
struct CallFiguresTests {
    private let metrics = RecordedMetrics()
    private let method = "method=/pb.mqueue/aqDeferHomestayOrderClose"

    private func count(_ side: String, code: Int) -> Double {
        metrics.values("rpc_\(side)_requests_code_total{\(method),code=\(code)}").last ?? 0
    }

    private func durations(_ side: String) -> [Double] {
        metrics.values("rpc_\(side)_requests_duration_ms{\(method)}")
    }

    private func withMeasured(
        _ method: @escaping @Sendable (String) async throws -> Void,
        _ body: @Sendable (RPCClientChain, RPCChannel) async throws -> Void
    ) async throws {
        let chain = RPCServerChain(load: { 0 }, metricsFactory: metrics, logger: quietLogger)
        try await withChannel(chain, method) { channel, _ in
            try await body(RPCClientChain(channel, metricsFactory: metrics, logger: quietLogger), channel)
        }
    }

    @Test("are kept by both sides, under go-zero's names, by method and status")
    func names() async throws {
        try await withMeasured({ sn in
            if sn == "gone" { throw RPCError(code: .notFound, message: "no such order") }
            if sn == "broken" { throw NeverHappened(description: "a fault of ours") }
        }) { chain, _ in
            for sn in ["HSO1", "HSO2", "gone", "broken"] { _ = await status { try await chain.close(sn) } }
        }
        for side in ["client", "server"] {
            #expect([0, 5, 13].map { count(side, code: $0) } == [2, 1, 1])
            #expect(durations(side).count == 4)
            #expect(durations(side).allSatisfy { $0 > 0 && $0 < 30e9 })
        }
    }

    @Test("tell calls that took too long from those that were given up")
    func cancelled() async throws {
        let started = Collector<String>()
        try await withMeasured({ sn in
            started.append(sn)
            try await Task.sleep(for: .seconds(60))
        }) { chain, _ in
            #expect(await status { try await chain.close(timeout: .milliseconds(500)) } == .deadlineExceeded)
            // The caller's reset and the server's own timer race: either way the server knows that it ended.
            try await eventually("the server has seen it end, if it came there", within: .seconds(120)) {
                endedEarly == started.values.count
            }
            let call = Task { try await chain.close("given up") }
            try await eventually("it is worked on", within: .seconds(120)) { started.values.contains("given up") }
            call.cancel()
            #expect(await status { try await call.value } == .cancelled)
            try await eventually("the server has seen it end", within: .seconds(120)) {
                endedEarly == started.values.count && count("server", code: 1) >= 1
            }
        }
        #expect(count("client", code: 4) == 1)
        #expect(count("client", code: 1) == 1)
    }

    /// The calls of the server that were given up, or took too long.
    private var endedEarly: Int { Int(count("server", code: 1)) + Int(count("server", code: 4)) }

    @Test("of calls within the process are kept for both ends")
    func local() async throws {
        let chain = LocalCallChain(metricsFactory: metrics, logger: quietLogger)
        let client = Pb_mqueue.LocalClient(
            OrderCloseService { if $0 == "bad" { throw NeverHappened(description: "never") } },
            caller: LocalCaller(observer: chain) { error, _ in RPCError(code: .internalError, message: "\(error)") })
        for sn in ["HSO1", "HSO2", "bad"] {
            _ = await status { _ = try await client.aqDeferHomestayOrderClose(.with { $0.sn = sn }) }
        }
        for side in ["client", "server"] {
            #expect([0, 13].map { count(side, code: $0) } == [2, 1])
            #expect(durations(side).count == 3)
        }
    }

    @Test("leave out the health service, and all where they are turned off")
    func leftOut() async throws {
        try await withMeasured({ _ in }) { _, channel in
            let health = try await channel.call(
                ClientRequest(message: Grpc_Health_V1_HealthCheckRequest()),
                Grpc_Health_V1_Health.Method.Check.descriptor,
                serializer: ProtobufSerializer<Grpc_Health_V1_HealthCheckRequest>(),
                deserializer: ProtobufDeserializer<Grpc_Health_V1_HealthCheckResponse>(), options: .defaults
            ) { try $0.message }
            #expect(health.status == .serving)
        }
        #expect(metrics.names.isEmpty)
        var (server, client) = (RPCServerChain.Parts(), RPCClientChain.Parts())
        (server.metrics, client.metrics) = (false, false)
        let chain = RPCServerChain(server, load: { 0 }, metricsFactory: metrics, logger: quietLogger)
        try await withChannel(chain) { [client] channel, _ in
            try await RPCClientChain(channel, client, metricsFactory: metrics, logger: quietLogger).close()
        }
        #expect(metrics.names.isEmpty)
    }

    @Test("have their slow calls logged by both sides, where that is not turned off")
    func slow() async throws {
        for isOn in [true, false] {
            let log = RecordedLog()
            var (server, client) = (RPCServerChain.Parts(), RPCClientChain.Parts())
            server.slowCalls = isOn ? SlowCallLog(threshold: .milliseconds(20)) : nil
            client.slowCalls = server.slowCalls
            let chain = RPCServerChain(server, load: { 0 }, metricsFactory: metrics, logger: log.logger)
            try await withChannel(chain, { _ in try await Task.sleep(for: .milliseconds(30)) }) { [client] channel, _ in
                try await RPCClientChain(channel, client, metricsFactory: metrics, logger: log.logger).close()
            }
            let method = "pb.mqueue/aqDeferHomestayOrderClose"
            #expect(
                Set(log.warnings) == (isOn ? ["slow: call of \(method)", "slow: served call of \(method)"] : []))
        }
    }
}
