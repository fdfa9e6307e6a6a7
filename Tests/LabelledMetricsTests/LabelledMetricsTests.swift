import CoreMetrics
import LabelledMetrics
import Logging
import PrometheusMetrics
import Testing

@Suite struct LabelledMetricsTests {
    private let registry = PrometheusRegistry(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    private var factory: PrometheusMetricsFactory { PrometheusMetricsFactory(registry: registry) }

    private var lines: [String] {
        String(decoding: registry.document(.text), as: UTF8.self).split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("#") }
    }

    @Test func theSameLabelsGiveTheSameCounter() {
        let counters = LabelledCounters<CommandErrorLabels>("errors_total", factory: factory)
        let labels = CommandErrorLabels("exec", error: "conflict")
        #expect(counters[labels] === counters[labels])
        #expect(counters[labels] !== counters[CommandErrorLabels("query", error: "conflict")])
    }

    @Test func whatIsCountedStandsUnderItsLabels() {
        let counters = LabelledCounters<CommandErrorLabels>("errors_total", factory: factory)
        counters[CommandErrorLabels("exec", error: "conflict")].increment(by: 2)
        counters[CommandErrorLabels("query", error: "conflict")].increment()
        #expect(lines.contains(#"errors_total{command="exec",error="conflict"} 2"#))
        #expect(lines.contains(#"errors_total{command="query",error="conflict"} 1"#))
    }

    @Test func aTimerKeepsTheUnitOfItsName() {
        let timers = LabelledTimers<CommandLabel>("calls_duration_ms", factory: factory)
        timers[CommandLabel("get")].recordMilliseconds(7)
        #expect(lines.contains(#"calls_duration_ms_sum{command="get"} 7"#))
    }

    @Test func moreSeriesThanSlotsAreAllFound() {
        let counters = LabelledCounters<CommandLabel>("commands_total", factory: factory)
        for _ in 1...3 {
            for number in 0..<2000 { counters[CommandLabel("c\(number)")].increment() }
        }
        #expect(lines.count { $0.hasSuffix(" 3") } == 2000)
    }

    @Test func whatIsBeyondTheLimitIsCountedTogether() {
        let counters = LabelledCounters<CommandLabel>("commands_total", limit: 3, factory: factory)
        for number in 0..<3 { counters[CommandLabel("c\(number)")].increment() }
        #expect(!lines.contains { $0.contains("overflow") })
        for number in 3..<10 { counters[CommandLabel("c\(number)")].increment() }
        #expect(lines.contains(#"commands_total{overflow="true"} 7"#))
        #expect(lines.count { $0.hasSuffix(" 1") } == 3)
        // Those that came in time are still their own.
        counters[CommandLabel("c0")].increment()
        #expect(lines.contains(#"commands_total{command="c0"} 2"#))
    }

    @Test func threadsThatAskAtOnceShareOneSeries() async {
        let counters = LabelledCounters<CommandLabel>("commands_total", factory: factory)
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for number in 0..<1000 { counters[CommandLabel("c\(number % 300)")].increment() }
                }
            }
        }
        let total = lines.compactMap { Int($0.split(separator: " ").last ?? "") }.reduce(0, +)
        #expect(total == 8000)
        #expect(lines.count { $0.contains("command=") } == 300)
    }
}
