import Logging
import Testing

@testable import Telemetry

@Suite("Terminal log lines")
struct TerminalLogHandlerTests {
    @Test("a line has time, level, the label's last part, message and metadata")
    func plain() throws {
        let text = try captured { output in
            Logger.terminal(output).info("order placed", metadata: ["sn": "HSO1", "guest": "Li Lei", "empty": ""])
            Logger.terminal(output, label: "main").warning("slow")
        }
        #expect(
            text == """
                12:05:06.007 INFO  order-rpc: order placed empty="" guest="Li Lei" sn=HSO1
                12:05:06.007 WARN  main: slow

                """)
    }

    @Test("on a colour terminal the level is coloured, time and metadata are dimmed")
    func coloured() throws {
        let text = try captured { output in
            Logger.terminal(output, isColoured: true).error("failed", metadata: ["sn": "HSO1"])
        }
        #expect(
            text
                == "\u{1B}[2m12:05:06.007\u{1B}[0m \u{1B}[31mERROR\u{1B}[0m order-rpc: failed\u{1B}[2m sn=HSO1\u{1B}[0m\n"
        )
    }

    @Test("control characters are shown, not sent, and further lines are indented")
    func control() throws {
        let text = try captured { output in
            Logger.terminal(output).info(
                "first\nsecond\u{1B}[2J\u{9B}1m\r",
                metadata: ["key\n": "a\n\"b\"\u{7}", "word": "\u{9B}", "tab": "a\tb"])
        }
        #expect(
            text == #"""
                12:05:06.007 INFO  order-rpc: first
                    second\u{1B}[2J\u{009B}1m\r key\n="a\n\"b\"\u{07}" tab="a\tb" word=\u{009B}

                """#)
    }

    @Test(
        "every level has its name",
        arguments: zip(Logger.Level.allCases, ["TRACE", "DEBUG", "INFO ", "NOTE ", "WARN ", "ERROR", "CRIT "]))
    func levels(level: Logger.Level, name: String) throws {
        let text = try captured { Logger.terminal($0).log(level: level, "x") }
        #expect(text == "12:05:06.007 \(name) order-rpc: x\n")
    }

    @Test("there are no colours where there is no terminal")
    func noTerminal() throws {
        _ = try captured { output in
            #expect(!TerminalColours.areWanted(on: output, environment: { _ in nil }))
            #expect(LogFormat.auto.resolved(for: output) == .json)
            #expect(LogFormat.terminal.resolved(for: output) == .terminal)
        }
    }

    @Test("a terminal has colours unless NO_COLOR is set or it is dumb")
    func terminal() throws {
        try withPseudoTerminal { output in
            #expect(LogFormat.auto.resolved(for: output) == .terminal)
            #expect(LogFormat.json.resolved(for: output) == .json)
            let environments: [([String: String], Bool)] = [
                ([:], true), (["NO_COLOR": "1"], false), (["NO_COLOR": ""], true), (["TERM": "dumb"], false),
                (["TERM": "xterm-256color"], true),
            ]
            for (environment, isColoured) in environments {
                #expect(TerminalColours.areWanted(on: output, environment: { environment[$0] }) == isColoured)
            }
        }
    }
}
