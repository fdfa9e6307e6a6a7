import Logging
import Testing

@testable import Telemetry

@Suite("Log levels while running")
struct LogLevelControlTests {
    private func logger(_ label: String, _ levels: LogLevelControl, _ output: LogOutput) -> Logger {
        Logger(label: label) { JSONLinesLogHandler(label: $0, levels: levels, output: output) }
    }

    @Test("loggers that exist obey a change at once, in both formats")
    func change() throws {
        let text = try captured { output in
            let levels = LogLevelControl(level: .warning)
            let loggers = [
                logger("a", levels, output),
                Logger(label: "b") { TerminalLogHandler(label: $0, levels: levels, output: output) },
            ]
            for logger in loggers { logger.info("before") }
            levels.level = .debug
            for logger in loggers { logger.debug("after") }
            levels.level = .error
            for logger in loggers { logger.warning("later") }
        }
        #expect(!text.contains("before"))
        #expect(text.split(separator: "\n").count { $0.contains("after") } == 2)
        #expect(!text.contains("later"))
    }

    @Test("a label has a level of its own until it is taken away")
    func overrides() throws {
        let levels = LogLevelControl(level: .info)
        let text = try captured { output in
            let (mine, other) = (logger("mine", levels, output), logger("other", levels, output))
            levels.setLevel(.trace, forLabel: "mine")
            levels.level = .error
            mine.trace("one")
            other.warning("two")
            #expect(levels.overrides == ["mine": .trace])
            levels.setLevel(nil, forLabel: "mine")
            mine.warning("three")
            mine.error("four")
        }
        #expect(text.contains("one"))
        #expect(!text.contains("two"))
        #expect(!text.contains("three"))
        #expect(text.contains("four"))
        #expect(levels.overrides.isEmpty)
    }

    @Test("a level may be set for a label before its first logger is made")
    func early() throws {
        let levels = LogLevelControl(level: .error)
        levels.setLevel(.debug, forLabel: "late")
        let text = try captured { logger("late", levels, $0).debug("seen") }
        #expect(text.contains("seen"))
    }

    @Test("a logger whose own level was set keeps it")
    func own() throws {
        let levels = LogLevelControl(level: .info)
        let text = try captured { output in
            var copy = logger("x", levels, output)
            copy.logLevel = .debug
            levels.level = .critical
            copy.debug("kept")
        }
        #expect(text.contains("kept"))
    }

    @Test("labels without end take no memory without end, and obey the level of the process")
    func manyLabels() throws {
        let levels = LogLevelControl(level: .info)
        for number in 0..<LogLevelControl.maximumLabels { levels.setLevel(.info, forLabel: "\(number)") }
        #expect(!levels.setLevel(.trace, forLabel: "one more"))
        let text = try captured { output in
            let logger = logger("one more", levels, output)
            levels.level = .debug
            logger.debug("common")
        }
        #expect(text.contains("common"))
    }

    @Test("every level survives being set", arguments: Logger.Level.allCases)
    func roundTrip(level: Logger.Level) throws {
        let levels = LogLevelControl()
        levels.level = level
        #expect(levels.level == level)
        #expect(levels.word(forLabel: "x").level == level)
    }
}
