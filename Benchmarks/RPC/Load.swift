import Foundation
import GRPCCore
import Synchronization
import SwiftProtobuf
import TravelContract

/// Many calls, a number of them at a time.
struct Load: Sendable {
    struct Result: Sendable {
        let callsPerSecond: Double
        /// Microseconds a call.
        let clientCPU: Double
        let serverCPU: Double
        /// Milliseconds.
        let p50: Double
        let p99: Double
    }

    let calls: Int
    let concurrency: Int

    func run(server: Int32, _ client: any Pb_travel.ClientProtocol) async throws -> Result {
        try await untilServed(client)
        _ = try await makeCalls(calls / 10, client)
        let before = (CPUTime.ofThisProcess, CPUTime.of(server), ContinuousClock.now)
        let latencies = try await makeCalls(calls, client).sorted()
        let seconds = before.2.duration(to: .now) / .seconds(1)
        let count = Double(latencies.count)
        return Result(
            callsPerSecond: count / seconds,
            clientCPU: (CPUTime.ofThisProcess - before.0) * 1e6 / count,
            serverCPU: (CPUTime.of(server) - before.1) * 1e6 / count,
            p50: latencies[latencies.count / 2], p99: latencies[latencies.count * 99 / 100])
    }

    private func untilServed(_ client: any Pb_travel.ClientProtocol) async throws {
        for _ in 0..<100 {
            do {
                _ = try await client.homestayDetail(.with { $0.id = 1 })
                return
            } catch {
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    private func makeCalls(_ count: Int, _ client: any Pb_travel.ClientProtocol) async throws -> [Double] {
        let each = count / concurrency
        return try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<concurrency {
                group.addTask {
                    var latencies: [Double] = []
                    var options = CallOptions.defaults
                    options.timeout = .seconds(3)
                    for _ in 0..<each {
                        let start = ContinuousClock.now
                        _ = try await client.homestayDetail(.with { $0.id = 1 }, options: options)
                        latencies.append(start.duration(to: .now) / .milliseconds(1))
                    }
                    return latencies
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }
}
