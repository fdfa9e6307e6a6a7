import Logging
import Telemetry

/// Where tasks are kept.
enum QueueBackendName: String, CaseIterable, Sendable {
    case embedded, redis
}

/// Who takes payments. There is one at a time, so the sandbox never stands beside a real one.
enum PaymentProviderName: String, CaseIterable, Sendable {
    case sandbox
}

enum LogLevel: String, CaseIterable, Sendable {
    case trace, debug, info, notice, warning, error, critical

    var level: Logger.Level {
        switch self {
        case .trace: .trace
        case .debug: .debug
        case .info: .info
        case .notice: .notice
        case .warning: .warning
        case .error: .error
        case .critical: .critical
        }
    }
}

typealias LogStyle = LogFormat
