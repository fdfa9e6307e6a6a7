import Foundation
import Logging
import Testing

@testable import Telemetry

/// What `body` logs, as text.
func captured(_ body: (LogOutput) throws -> Void) throws -> String {
    let file = try #require(tmpfile())
    defer { fclose(file) }
    try body(LogOutput(fileDescriptor: fileno(file)))
    rewind(file)
    return String(decoding: try FileHandle(fileDescriptor: fileno(file)).readToEnd() ?? Data(), as: UTF8.self)
}

/// 2026-07-01T04:05:06.007Z, in Shanghai.
let noon = LogTime(seconds: 1_782_878_706, milliseconds: 7, offset: 8 * 3600)

extension Logger {
    /// A logger whose clock stands still.
    static func json(_ output: LogOutput, label: String = "sojourn.order-rpc", provider: MetadataProvider? = nil)
        -> Logger
    {
        var handler = JSONLinesLogHandler(label: label, level: .trace, output: output, metadataProvider: provider)
        handler.now = { noon }
        return Logger(label: label, factory: { [handler] _ in handler })
    }

    /// A logger whose clock stands still.
    static func terminal(_ output: LogOutput, label: String = "sojourn.order-rpc", isColoured: Bool = false) -> Logger {
        var handler = TerminalLogHandler(label: label, level: .trace, output: output, isColoured: isColoured)
        handler.now = { noon }
        return Logger(label: label, factory: { [handler] _ in handler })
    }
}
