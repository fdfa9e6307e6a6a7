import ArgumentParser
import Foundation
import NIOCore
import NIOPosix

/// Sends one, two and three times what a server can answer, with and without shedding.
struct Overload: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures goodput at 1, 2 and 3 times the capacity, with and without the shedder.")

    @Option(help: "Processor time of a request, in microseconds.") var work = 2000
    @Option(help: "How long each load lasts after its first seconds, in seconds.") var seconds = 8
    @Option(help: "How long it has lasted before it is measured, in seconds.") var warmUp = 4
    @Option(help: "How long a client waits for an answer, in milliseconds.") var patience = 1000

    func run() async throws {
        let capacity = 1e6 / Double(work)
        print(
            """
            A server on one processor of its own; a request uses \(work) µs of it, so that it could answer \
            \(Int(capacity)) a second. Clients come as they like (Poisson), and wait \(patience) ms at most.
            Goodput: answers with 200 in that time, as a share of \(Int(capacity)) a second.

            load   shedder   goodput   p50 ms   p99 ms   refused   gave up
            """)
        for factor in [1.0, 2.0, 3.0] {
            for sheds in [false, true] {
                let result = try await measure(rate: capacity * factor, sheds: sheds)
                let total = Double(max(1, result.sent))
                print(
                    String(format: "%3.0fx   ", factor) + (sheds ? "on     " : "off    ")
                        + String(
                            format: "%9.0f %% %8.1f %8.1f %8.0f %% %8.0f %%",
                            100 * Double(result.latencies.count) / Double(seconds) / capacity,
                            result.percentile(0.5), result.percentile(0.99), 100 * Double(result.refused) / total,
                            100 * Double(result.gaveUp) / total))
            }
        }
    }

    private func measure(rate: Double, sheds: Bool) async throws -> OpenLoad.Result {
        let port = Int.random(in: 21_000..<29_000)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/taskset")
        process.arguments =
            [
                "--cpu-list", "0", CommandLine.arguments[0], "serve", "--kit", "bare", "--port", "\(port)", "--work",
                "\(work)",
            ]
            + (sheds ? ["--shed"] : [])
        try process.run()
        defer {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        try await untilServed(port, loop)
        let load = (rate, TimeAmount.milliseconds(Int64(patience)))
        return try await loop.flatSubmit { [warmUp, seconds] in
            OpenLoad(
                port: port, rate: load.0, patience: load.1, warmUp: .seconds(Int64(warmUp)),
                length: .seconds(Int64(seconds)), on: loop
            ).run()
        }.get()
    }

    private func untilServed(_ port: Int, _ loop: any EventLoop) async throws {
        for _ in 0..<200 {
            do {
                try await ClientBootstrap(group: loop).connect(host: "127.0.0.1", port: port).get().close()
                return
            } catch is NIOConnectionError {
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        throw ValidationError("the server does not listen on port \(port)")
    }
}
