import ArgumentParser
import EventLogKafka
import Foundation
import Logging

/// Measures the event log on Kafka beside loops that call librdkafka and do nothing else.
///
/// `rdkafka_performance`, which librdkafka measures itself with, is in no package; the loops do what it does, with the
/// settings that the log uses.
@main
struct EventLogBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "event-log-benchmark",
        abstract: "Measure the event log on Kafka, beside librdkafka alone, on a stand-in cluster.",
        discussion: """
            Everything is measured in one run, in turns, on a cluster that shares the machine with the load; the ratios \
            are what to compare. Build it, and kafka-stand-in, in release.
            """)

    @Option(help: "How often each figure is measured; the median is shown.")
    var repetitions = 3

    @Option(help: "How many bytes the value of an event has.")
    var size = 100

    func run() async throws {
        let rounds = 0..<repetitions
        let names = Measurement.all.map(\.topic)
        let cluster = try StandInCluster(
            topics: rounds.flatMap { round in
                names.flatMap { ["\($0)-ours-\(round)", "\($0)-plain-\(round)"] } + ["log-\(round)"]
            })
        defer { cluster.stop() }
        var results: [String: Result] = [:]
        for round in rounds {
            for measurement in Measurement.all {
                let load = Load(brokers: cluster.brokers, topic: "", count: measurement.count, size: size)
                var result = results[measurement.topic, default: Result()]
                result.ours.append(try await measurement.ours(load.on("\(measurement.topic)-ours-\(round)")))
                result.plain.append(try await measurement.plain(load.on("\(measurement.topic)-plain-\(round)")))
                results[measurement.topic] = result
            }
        }
        print("\n| work | event log, a second | librdkafka alone | ratio |")
        print("|---|---|---|---|")
        for measurement in Measurement.all {
            guard let result = results[measurement.topic] else { continue }
            let (ours, plain) = (median(result.ours), median(result.plain))
            print("| \(measurement.title) | \(whole(ours)) | \(whole(plain)) | \(ratio(ours / plain)) |")
        }
        print("\nThe processor handles and commits each event; librdkafka alone only reads.")
    }

    private struct Result {
        var ours: [Double] = []
        var plain: [Double] = []
    }

    private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    private func whole(_ value: Double) -> String { value.formatted(.number.precision(.fractionLength(0))) }
    private func ratio(_ value: Double) -> String { String(format: "%.2f", value) }
}

/// Something to measure, in events a second.
struct Measurement: Sendable {
    let topic: String
    let title: String
    let count: Int
    let ours: @Sendable (Load) async throws -> Double
    let plain: @Sendable (Load) async throws -> Double

    static let all = [
        producing("one at a time", inFlight: 1, count: 20_000),
        producing("64 in flight", inFlight: 64, count: 200_000),
        producing("512 in flight", inFlight: 512, count: 200_000),
        Measurement(
            topic: "produce-batch", title: "produce, calls of 100", count: 200_000,
            ours: { try await LogProducing.batches(of: 100, $0) },
            plain: { try await PlainProducing.run($0, inFlight: 400) }
        ),
        Measurement(
            topic: "consume", title: "consume", count: 200_000,
            ours: { try await LogConsuming.read($0) }, plain: { try await PlainConsuming.run($0) }),
        Measurement(
            topic: "process", title: "process: handle and commit", count: 200_000,
            ours: { try await LogConsuming.process($0) }, plain: { try await PlainConsuming.run($0) }),
    ]

    private static func producing(_ title: String, inFlight: Int, count: Int) -> Measurement {
        Measurement(
            topic: "produce-\(inFlight)", title: "produce, \(title)", count: count,
            ours: { try await LogProducing.run($0, inFlight: inFlight) },
            plain: { try await PlainProducing.run($0, inFlight: inFlight) })
    }
}

/// What is sent or read.
struct Load: Sendable {
    var brokers: String
    var topic: String
    var count: Int
    /// Bytes of a value.
    var size: Int

    static let partitions = 8

    func on(_ topic: String) -> Load {
        var load = self
        load.topic = topic
        return load
    }

    /// How many of it a second.
    func rate(since start: ContinuousClock.Instant) -> Double {
        Double(count) / ((ContinuousClock.now - start) / .seconds(1))
    }

    func log() throws -> KafkaEventLog {
        try KafkaEventLog(KafkaConfiguration(brokers: brokers), logger: Logger(label: "benchmark"))
    }
}
