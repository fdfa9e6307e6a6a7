public import Logging
import Synchronization

/// The least severe level that is written, changeable while the process runs: loggers that exist already obey at once.
///
///     LogLevelControl.process.level = .debug
///     LogLevelControl.process.setLevel(.trace, forLabel: "order-rpc")
///
/// A logger reads its level from one atomic word, so that a line that is not written costs next to nothing. A copy of a
/// logger whose `logLevel` was set keeps that level, whatever is set here.
public final class LogLevelControl: Sendable {
    /// What the loggers of the process obey, unless they were made with another.
    public static let process = LogLevelControl()

    /// Labels beyond these share the level of the process: labels are written by programmers, and are few.
    static let maximumLabels = 1024

    private struct State {
        var level: Logger.Level
        var overrides: [String: Logger.Level] = [:]
        /// What the loggers of a label read.
        var words: [String: LogLevelWord] = [:]
    }

    private let state: Mutex<State>
    private let common: LogLevelWord

    /// - Parameter level: the level to begin with.
    public init(level: Logger.Level = .info) {
        state = Mutex(State(level: level))
        common = LogLevelWord(level)
    }

    /// The least severe level that is written by loggers whose label has no level of its own.
    public var level: Logger.Level {
        get { state.withLock { $0.level } }
        set {
            state.withLock { state in
                state.level = newValue
                common.level = newValue
                for (label, word) in state.words where state.overrides[label] == nil { word.level = newValue }
            }
        }
    }

    /// The labels that have a level of their own, and their levels.
    public var overrides: [String: Logger.Level] { state.withLock { $0.overrides } }

    /// Gives the loggers of a label a level of their own, or with `nil` takes it away again.
    /// - Returns: whether it was done; `false` where too many labels have been named.
    @discardableResult
    public func setLevel(_ level: Logger.Level?, forLabel label: String) -> Bool {
        state.withLock { state in
            guard let word = word(for: label, in: &state) else { return false }
            state.overrides[label] = level
            word.level = level ?? state.level
            return true
        }
    }

    /// What a logger of this label is to read.
    func word(forLabel label: String) -> LogLevelWord {
        state.withLock { word(for: label, in: &$0) ?? common }
    }

    private func word(for label: String, in state: inout State) -> LogLevelWord? {
        if let word = state.words[label] { return word }
        guard state.words.count < Self.maximumLabels else { return nil }
        let word = LogLevelWord(state.level)
        state.words[label] = word
        return word
    }
}

/// A level that many loggers read and one control writes.
final class LogLevelWord: Sendable {
    private let value: Atomic<UInt8>

    init(_ level: Logger.Level) {
        value = Atomic(level.number)
    }

    var level: Logger.Level {
        // Relaxed: a line more or less while the level changes is no harm.
        get { Logger.Level(number: value.load(ordering: .relaxed)) }
        set { value.store(newValue.number, ordering: .relaxed) }
    }
}

extension Logger.Level {
    fileprivate var number: UInt8 {
        switch self {
        case .trace: 0
        case .debug: 1
        case .info: 2
        case .notice: 3
        case .warning: 4
        case .error: 5
        case .critical: 6
        }
    }

    fileprivate init(number: UInt8) {
        switch number {
        case 0: self = .trace
        case 1: self = .debug
        case 2: self = .info
        case 3: self = .notice
        case 4: self = .warning
        case 5: self = .error
        default: self = .critical
        }
    }
}
