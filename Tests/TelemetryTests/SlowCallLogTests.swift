import Logging
import Testing

@testable import Telemetry

@Suite("Slow calls")
struct SlowCallLogTests {
    @Test("a call that takes as long as the threshold is logged as go-zero logs slow ones")
    func slow() throws {
        let line = try captured { output in
            let log = SlowCallLog(threshold: .milliseconds(500))
            log.note(
                "SELECT", took: .microseconds(500_040), logger: .json(output), metadata: ["rows": "3"],
                file: "Database/Read.swift", line: 7)
        }
        let expected = #"""
            {"@timestamp":"2026-07-01T12:05:06.007+08:00","level":"slow","content":"slow: SELECT",
            "caller":"Database/Read.swift:7","label":"sojourn.order-rpc","duration":"500.0ms","rows":"3"}
            """#
        #expect(line == expected.replacing("\n", with: "") + "\n")
    }

    @Test("a call that is faster is not logged, and nothing is made for it")
    func fast() throws {
        var made = 0
        let text = try captured { output in
            func what() -> String {
                made += 1
                return "SELECT"
            }
            SlowCallLog().note(what(), took: .nanoseconds(499_999_999), logger: .json(output))
        }
        #expect(text.isEmpty)
        #expect(made == 0)
    }

    @Test("slow calls are warnings: a logger that takes only errors does not write them")
    func level() throws {
        let text = try captured { output in
            var logger = Logger.json(output)
            logger.logLevel = .error
            SlowCallLog().note("SELECT", took: .seconds(1), logger: logger)
        }
        #expect(text.isEmpty)
    }

    @Test("a terminal shows them as slow")
    func terminal() throws {
        let text = try captured { SlowCallLog().note("GET /", took: .seconds(1), logger: .terminal($0)) }
        #expect(text == "12:05:06.007 SLOW  order-rpc: slow: GET / duration=1000.0ms\n")
    }

    @Test(
        "durations have one decimal place of milliseconds",
        arguments: [
            (Duration.zero, "0.0ms"), (.microseconds(12_345), "12.3ms"), (.microseconds(50), "0.1ms"),
            (.nanoseconds(49_999), "0.0ms"), (.seconds(90), "90000.0ms"), (.milliseconds(-3), "-3.0ms"),
            (.microseconds(-300), "-0.3ms"), (.microseconds(999_960), "1000.0ms"),
        ])
    func durations(duration: Duration, expected: String) {
        #expect(duration.logText == expected)
    }

    @Test("a duration beyond all bounds is written, and does not trap")
    func endlessDuration() {
        #expect(Duration.seconds(Int64.max).logText.hasSuffix("ms"))
        #expect(Duration.seconds(Int64.min).logText.hasSuffix("ms"))
    }
}
