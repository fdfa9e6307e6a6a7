import ArgumentParser
import Foundation
import GRPCCore
import LocalRPC
import ServiceKit
import SwiftProtobuf
import TravelContract

/// Measures calls between services of one process, with what the service kit does for each and without.
struct LocalCalls: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "local", abstract: "Measures calls between services of one process.")

    @Option(help: "How many calls are made.") var calls = 1_000_000

    func run() async throws {
        let kit = LocalCallChain(metricsFactory: Kit.metrics, logger: Kit.logger)
        print("calls in the process      ns/call")
        for round in 1...3 {
            for (name, observer) in [("bare", nil), ("with the kit", kit)] as [(String, LocalCallChain?)] {
                let nanoseconds = try await measure(observer)
                print(
                    "\(round) \(name)".padding(toLength: 24, withPad: " ", startingAt: 0)
                        + String(format: "%9.0f", nanoseconds))
            }
        }
    }

    /// Nanoseconds a call, one after the other.
    private func measure(_ observer: LocalCallChain?) async throws -> Double {
        let client = Pb_travel.LocalClient(
            HomestayService(),
            caller: LocalCaller(observer: observer) { error, _ in
                RPCError(code: .unknown, message: "\(error)")
            })
        let start = ContinuousClock.now
        for _ in 0..<calls { _ = try await client.homestayDetail(.with { $0.id = 1 }) }
        return start.duration(to: .now) / .nanoseconds(1) / Double(calls)
    }
}
