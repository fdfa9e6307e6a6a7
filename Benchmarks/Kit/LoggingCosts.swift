import Foundation
import Logging
import Telemetry

/// What a line of a request's log costs, written to the null device.
struct LoggingCosts {
    /// - Throws: where the null device cannot be opened.
    static func all() throws -> [RecordingCost] {
        let sink = try FileHandle(forWritingTo: URL(fileURLWithPath: "/dev/null"))
        let output = LogOutput(fileDescriptor: sink.fileDescriptor)
        defer { withExtendedLifetime(sink) {} }
        let json = requestLogger { JSONLinesLogHandler(label: $0, level: .info, output: output) }
        let terminal = requestLogger {
            TerminalLogHandler(label: $0, level: .info, output: output, isColoured: true)
        }
        return [
            RecordingCost("a line that is not written", { log(json, at: .debug) }),
            RecordingCost("a request's line as JSON", { log(json, at: .info) }),
            RecordingCost("a request's line for a terminal", { log(terminal, at: .info) }),
        ]
    }

    private static func requestLogger(_ handler: (String) -> any LogHandler) -> Logger {
        var logger = Logger(label: "sojourn.http", factory: handler)
        logger[metadataKey: "request"] = "3f9a2c7be01d4568"
        return logger
    }

    private static func log(_ logger: Logger, at level: Logger.Level) {
        logger.log(
            level: level, "request",
            metadata: [
                "method": "POST", "path": "/order/v1/homestayOrder/createHomestayOrder", "status": "\(200)",
                "address": "127.0.0.1", "bytes": .stringConvertible(123),
                "duration": .stringConvertible(Duration.microseconds(1234)),
            ])
    }
}
