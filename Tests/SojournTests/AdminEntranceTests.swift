import AsyncHTTPClient
import CoreMetrics
import Logging
import NIOCore
import NIOHTTP1
import PrometheusMetrics
import ServiceKit
import TestSupport
import Testing

@testable import sojourn

@Suite("The admin entrance", .timeLimit(.minutes(10)))
struct AdminEntranceTests {
    private let registry = PrometheusRegistry(logger: quietLogger)

    private func plan(host: String = "127.0.0.1", port: Int = 0) -> AdminPlan {
        AdminPlan(registry: registry, address: HTTPAddress(host: host, port: port))
    }

    private func entrance(_ plan: AdminPlan, serving: ServingRecord = ServingRecord()) throws -> ProcessLifecycle {
        let settings = try SojournSettings(file: nil, environment: [:])
        let readiness = Readiness()
        return ProcessLifecycle(
            [plan.part(readiness: readiness, settings: settings, serving: serving)], readiness: readiness,
            settings: settings.shutdown, logger: quietLogger)
    }

    /// Runs `body` while an entrance serves, and then stops it.
    private func withEntrance(_ body: (HTTPAddress) async throws -> Void) async throws {
        let serving = ServingRecord()
        let lifecycle = try entrance(plan(), serving: serving)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            defer { tasks.cancelAll() }
            tasks.addTask { try await lifecycle.run() }
            try await eventually("the entrance serves") { serving.addresses.admin != nil }
            try await body(#require(serving.addresses.admin))
        }
    }

    private func get(_ url: String) async throws -> (status: UInt, body: String) {
        let response = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(10))
        let body = try await response.body.collect(upTo: 1 << 20)
        return (response.status.code, String(buffer: body))
    }

    @Test("serves metrics and health, and nothing that was not asked for")
    func serves() async throws {
        Counter(label: "orders.placed", dimensions: [], factory: PrometheusMetricsFactory(registry: registry))
            .increment(by: 3)
        try await withEntrance { address in
            let metrics = try await get(address.url + "/metrics")
            #expect(metrics.status == 200)
            #expect(metrics.body.hasSuffix("# TYPE orders_placed_total counter\norders_placed_total 3\n"))
            #expect(try await get(address.url + "/health/live").status == 200)
            for path in ["/", "/metrics/x", "/debug"] {
                let answer = try await get(address.url + path)
                #expect(answer.status == 404)
            }
        }
    }

    private func failure(_ plan: AdminPlan) async throws -> StartError? {
        let failure = await #expect(throws: PartFailure.self) { try await entrance(plan).run() }
        return failure?.cause as? StartError
    }

    @Test("names the setting and the address where the port is taken")
    func portTaken() async throws {
        try await withEntrance { address in
            let error = try await failure(plan(port: address.port))
            #expect(error?.description.contains("metrics.port: 127.0.0.1:\(address.port) is in use") == true)
            #expect(error?.description.hasSuffix("set SOJOURN_METRICS_PORT to another, or to off") == true)
        }
    }

    @Test("names the setting where the host is not one to listen on", arguments: ["no-such-host.invalid", "192.0.2.1"])
    func wrongHost(_ host: String) async throws {
        #expect(try await failure(plan(host: host))?.description.hasPrefix("metrics.host: \(host) ") == true)
    }
}
