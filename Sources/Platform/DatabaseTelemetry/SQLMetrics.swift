import CoreMetrics
import Database
import LabelledMetrics

/// go-zero's metrics of a database's client.
struct SQLMetrics: Sendable {
    /// By ``SQLCommand``, in the order of its cases.
    private let durations: [CoreMetrics.Timer]
    private let slow: LabelledCounters<CommandLabel>
    private let errors: LabelledCounters<CommandErrorLabels>

    /// `nil` where the factory throws everything away.
    init?(factory: any MetricsFactory) {
        if factory is NOOPMetricsHandler { return nil }
        let timers = LabelledTimers<CommandLabel>("sql_client_requests_duration_ms", factory: factory)
        durations = SQLCommand.allCases.map { timers[CommandLabel($0.label)] }
        slow = LabelledCounters("sql_client_requests_slow_total", factory: factory)
        errors = LabelledCounters("sql_client_requests_error_total", factory: factory)
    }

    func record(_ command: SQLCommand, nanoseconds: Int64) {
        durations[command.index].recordNanoseconds(nanoseconds)
    }

    func countSlow(_ command: SQLCommand) {
        slow[CommandLabel(command.label)].increment()
    }

    /// Counts what the database, or the way to it, refused. What a transaction's own code throws is nobody's failure
    /// here.
    func count(_ error: any Error, in command: SQLCommand) {
        guard let word = Self.word(for: error) else { return }
        errors[CommandErrorLabels(command.label, error: word)].increment()
    }

    static func word(for error: any Error) -> String? {
        switch error {
        case let error as DatabaseError: error.code.description
        case is CancellationError: "cancelled"
        default: nil
        }
    }
}

extension SQLCommand {
    fileprivate var index: Int {
        switch self {
        case .exec: 0
        case .query: 1
        case .transact: 2
        case .snapshot: 3
        }
    }
}
