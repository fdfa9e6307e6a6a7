import Synchronization

/// Whether a process should be sent requests: when it has started, what it depends on answers, and it is not stopping.
public final class Readiness: Sendable {
    /// How ready a process is.
    public struct Report: Sendable, Hashable {
        public enum Phase: String, Sendable {
            /// Not all parts of the process run yet. Becomes `running` or `stopping`.
            case starting
            /// Becomes `stopping`.
            case running
            /// The process takes nothing more, and ends.
            case stopping
        }

        public var phase: Phase
        /// The dependencies that do not do what they must, by name.
        public var failing: [String]

        public var isReady: Bool { phase == .running && failing.isEmpty }
    }

    private struct State {
        var phase = Report.Phase.starting
        /// Of each dependency, whether it does what it must; one that was not asked yet does not.
        var dependencies: [(name: String, isWell: Bool)] = []
        var observers: [@Sendable (Bool) -> Void] = []
        var announced = false

        var report: Report {
            Report(phase: phase, failing: dependencies.filter { !$0.isWell }.map(\.name))
        }
    }

    private let state = Mutex(State())

    public init() {}

    /// How ready the process is at present.
    public var report: Report { state.withLock { $0.report } }

    /// Calls an observer with each change from now on, and at once with `true` where the process is ready already.
    ///
    /// Observers are called one at a time and must not wait.
    public func observe(_ observer: @escaping @Sendable (_ isReady: Bool) -> Void) {
        state.withLock { state in
            state.observers.append(observer)
            if state.announced { observer(true) }
        }
    }

    /// Adds a dependency, which counts as failing until ``note(_:isWell:)`` says otherwise.
    func add(_ dependency: String) {
        change { $0.dependencies.append((dependency, false)) }
    }

    /// A dependency was asked.
    /// - Returns: whether that changed something.
    @discardableResult
    func note(_ dependency: String, isWell: Bool) -> Bool {
        change { state in
            guard let index = state.dependencies.firstIndex(where: { $0.name == dependency }),
                state.dependencies[index].isWell != isWell
            else { return false }
            state.dependencies[index].isWell = isWell
            return true
        }
    }

    /// All parts of the process run.
    func start() {
        change { if $0.phase == .starting { $0.phase = .running } }
    }

    /// The process takes nothing more.
    func stop() {
        change { $0.phase = .stopping }
    }

    private func change<Value>(_ body: (inout State) -> Value) -> Value {
        state.withLock { state in
            let value = body(&state)
            let isReady = state.report.isReady
            if isReady != state.announced {
                state.announced = isReady
                for observer in state.observers { observer(isReady) }
            }
            return value
        }
    }
}
