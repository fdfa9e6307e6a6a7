import AsyncHTTPClient
import CoreMetrics
import Logging
import NIOCore
import NIOHTTP1
import PrometheusMetrics
import ServiceKit
import ServiceLifecycle
import TestSupport
import Testing

@testable import sojourn

@Suite("The admin entrance", .timeLimit(.minutes(10)))
struct AdminEntranceTests {
    private let registry = PrometheusRegistry(logger: quietLogger)

    private func endpoint(host: String = "127.0.0.1", port: Int = 0) -> AdminEntrance {
        AdminEntrance(
            AdminRoutes(registry: registry, readiness: Readiness(), settings: []),
            at: HTTPAddress(host: host, port: port), logger: quietLogger)
    }

    /// Runs `body` while an endpoint serves, and then stops it as a signal would.
    private func withEndpoint(_ body: (HTTPAddress) async throws -> Void) async throws {
        let endpoint = endpoint()
        let group = ServiceGroup(services: [endpoint], logger: quietLogger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await body(#require(await endpoint.address()))
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
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
        try await withEndpoint { address in
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

    @Test("names the setting and the address where the port is taken")
    func portTaken() async throws {
        try await withEndpoint { address in
            let second = endpoint(port: address.port)
            let error = await #expect(throws: StartError.self) { try await second.run() }
            #expect(error?.description.contains("metrics.port: 127.0.0.1:\(address.port) is in use") == true)
            #expect(await second.address() == nil)
        }
    }

    @Test("names the setting where the host is not one to listen on", arguments: ["no-such-host.invalid", "192.0.2.1"])
    func wrongHost(_ host: String) async {
        let endpoint = endpoint(host: host)
        let error = await #expect(throws: StartError.self) { try await endpoint.run() }
        #expect(error?.description.hasPrefix("metrics.host: \(host) ") == true)
    }
}
