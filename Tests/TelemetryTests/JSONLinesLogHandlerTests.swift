import Foundation
import Logging
import Testing

@testable import Telemetry

@Suite("JSON log lines")
struct JSONLinesLogHandlerTests {
    private struct OutOfRooms: Error, CustomStringConvertible {
        let description = "no rooms"
    }

    @Test("a line has go-zero's field names, the label and the metadata")
    func fields() throws {
        let line = try captured { output in
            var logger = Logger.json(output)
            logger[metadataKey: "trace"] = "abc"
            logger.info(
                "order placed", metadata: ["nights": "2", "sn": "HSO1"], file: "OrderRPC/PlaceOrder.swift", line: 42)
        }
        let expected = #"""
            {"@timestamp":"2026-07-01T12:05:06.007+08:00","level":"info","content":"order placed",
            "caller":"OrderRPC/PlaceOrder.swift:42","label":"sojourn.order-rpc","nights":"2","sn":"HSO1","trace":"abc"}
            """#
        #expect(line == expected.replacing("\n", with: "") + "\n")
    }

    @Test("the line's own metadata wins over the task's, and that over the logger's")
    func precedence() throws {
        let provider = Logger.MetadataProvider { ["a": "task", "b": "task"] }
        let fields = try parsed { output in
            var logger = Logger.json(output, provider: provider)
            logger[metadataKey: "a"] = "logger"
            logger[metadataKey: "b"] = "logger"
            logger[metadataKey: "c"] = "logger"
            logger.error("x", error: OutOfRooms(), metadata: ["a": "line"])
        }
        #expect(fields["a"] == "line")
        #expect(fields["b"] == "task")
        #expect(fields["c"] == "logger")
        #expect(fields["error"] == "no rooms")
        #expect(fields["level"] == "error")
    }

    @Test(
        "metadata named like a fixed field is prefixed",
        arguments: ["@timestamp", "level", "content", "caller", "label"])
    func clashes(name: String) throws {
        let fields = try parsed { output in
            Logger.json(output).info("kept", metadata: [name: "mine", "Level": "too"])
        }
        #expect(fields["metadata.\(name)"] == "mine")
        #expect(fields[name] != "mine")
        #expect(fields["Level"] == "too")
        #expect(fields["content"] == "kept")
    }

    @Test("whatever is logged, a line is one line of valid JSON that says the same")
    func escaping() throws {
        let hostile = "\"},\n{\"level\":\"\\ \u{0}\u{7}\u{1B}[31m\r\t\u{1F} 海🏠\u{2028}"
        let fields = try parsed { output in
            Logger.json(output, label: hostile).info("\(hostile)", metadata: ["key \(hostile)": "\(hostile)"])
        }
        #expect(fields["content"] == hostile)
        #expect(fields["label"] == hostile)
        #expect(fields["key \(hostile)"] == hostile)
        #expect(fields.count == 6)
    }

    @Test("lists and dictionaries become text, sorted and redacted inside")
    func nested() throws {
        let fields = try parsed { output in
            let metadata: Logger.Metadata = [
                "headers": ["b": "2", "Authorization": "Bearer x", "a": ["1", ["password": "p"]]],
                "count": .stringConvertible(3),
            ]
            Logger.json(output).info("x", metadata: metadata)
        }
        #expect(fields["headers"] == "{Authorization: [redacted], a: [1, {password: [redacted]}], b: 2}")
        #expect(fields["count"] == "3")
    }

    @Test("a level below the logger's is not written, and a copy's level is its own")
    func levels() throws {
        let text = try captured { output in
            let logger = Logger(label: "x") { JSONLinesLogHandler(label: $0, output: output) }
            var copy = logger
            copy.logLevel = .debug
            logger.debug("hidden")
            copy.debug("shown")
        }
        #expect(!text.contains("hidden"))
        #expect(text.contains("shown"))
    }

    /// The fields of the one line that `body` logs.
    private func parsed(_ body: (LogOutput) throws -> Void) throws -> [String: String] {
        let text = try captured(body)
        #expect(text.filter { $0 == "\n" }.count == 1)
        return try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
    }
}
