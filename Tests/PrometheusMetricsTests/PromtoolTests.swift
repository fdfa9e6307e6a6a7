import CoreMetrics
import Foundation
import Testing

@testable import PrometheusMetrics

@Suite("Prometheus's own promtool")
struct PromtoolTests {
    private static let promtool = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/promtool" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test("finds nothing wrong with the document", .enabled(if: promtool != nil, "promtool is not installed"))
    func check() throws {
        let test = TestRegistry()
        test.counter("orders.placed", [("channel", "a \"quoted\"\n\\ one"), ("__name__", "x"), ("1st", "é")])
            .increment()
        test.counter("orders.placed").increment(by: Int64.max)
        test.floatingPointCounter("rounding.errors").increment(by: 1e-9)
        test.meter("temperature", [("at", "\u{0}\r\t")]).set(Double.nan)
        test.meter("temperature").set(-Double.infinity)
        test.timer("order.close", [("le", "1")]).recordMilliseconds(3)
        test.recorder("batch.size").record(17)

        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Self.promtool))
        process.arguments = ["check", "metrics"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(test.registry.document(.text)))
        try input.fileHandleForWriting.close()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(String(decoding: said, as: UTF8.self).isEmpty)
    }
}
