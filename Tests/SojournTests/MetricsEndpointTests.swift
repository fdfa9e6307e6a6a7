import AsyncHTTPClient
import CoreMetrics
import Logging
import NIOCore
import NIOHTTP1
import PrometheusMetrics
import ServiceLifecycle
import TestSupport
import Testing

@testable import sojourn

@Suite("The metrics endpoint", .timeLimit(.minutes(10)))
struct MetricsEndpointTests {
    private let registry = PrometheusRegistry(logger: quietLogger)

    private func endpoint(host: String = "127.0.0.1", port: Int = 0) -> MetricsEndpoint {
        MetricsEndpoint(registry: registry, address: HTTPAddress(host: host, port: port), logger: quietLogger)
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

    private func get(_ url: String, accept: [String] = []) async throws -> (type: String?, status: UInt, body: String) {
        var request = HTTPClientRequest(url: url)
        for accept in accept { request.headers.add(name: "Accept", value: accept) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let body = try await response.body.collect(upTo: 1 << 20)
        return (response.headers.first(name: "content-type"), response.status.code, String(buffer: body))
    }

    @Test("serves the registry in the format that is asked for")
    func serves() async throws {
        Counter(label: "orders.placed", dimensions: [], factory: PrometheusMetricsFactory(registry: registry))
            .increment(by: 3)
        try await withEndpoint { address in
            let text = try await get(address.url + "/metrics")
            #expect(text.status == 200)
            #expect(text.type == ExpositionFormat.text.contentType)
            #expect(text.body.hasSuffix("# TYPE orders_placed_total counter\norders_placed_total 3\n"))
            let open = try await get(
                address.url + "/metrics", accept: ["text/plain;q=0.5", "application/openmetrics-text;version=1.0.0"])
            #expect(open.type == ExpositionFormat.openMetrics.contentType)
            #expect(open.body.hasSuffix("# TYPE orders_placed counter\norders_placed_total 3\n# EOF\n"))
        }
    }

    @Test("serves nothing else")
    func nothingElse() async throws {
        try await withEndpoint { address in
            for path in ["/", "/metrics/x", "/health/live"] {
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
