import Logging
import ServiceLifecycle

/// Asks what a process depends on, again and again, and tells its readiness.
///
/// Whoever asks whether the process is ready is answered from what was found last, so that a dependency that hangs keeps
/// no probe waiting.
struct DependencyWatch: Service {
    private let dependencies: [Dependency]
    private let readiness: Readiness
    private let interval: Duration
    private let patience: Duration
    private let logger: Logger

    /// - Parameters:
    ///   - interval: how long a dependency that has answered is left alone.
    ///   - patience: how long it may take to answer before it counts as failing.
    init(
        _ dependencies: [Dependency], readiness: Readiness, interval: Duration = .seconds(1),
        patience: Duration = .seconds(2), logger: Logger
    ) {
        self.dependencies = dependencies
        self.readiness = readiness
        self.interval = interval
        self.patience = patience
        self.logger = logger
        for dependency in dependencies { readiness.add(dependency.name) }
    }

    /// Runs until shutdown.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for dependency in dependencies { group.addTask { await watch(dependency) } }
            }
        }
        // Without dependencies there is nothing to do, and still a service that returns ends the process.
        try await gracefulShutdown()
    }

    private func watch(_ dependency: Dependency) async {
        while !Task.isCancelled {
            await ask(dependency)
            // Cancelled at the shutdown, which the loop's condition sees.
            try? await Task.sleep(for: interval)
        }
    }

    private enum Outcome {
        case well
        case failed(any Error)
        case late
    }

    private func ask(_ dependency: Dependency) async {
        await withTaskGroup(of: Outcome.self) { group in
            group.addTask {
                do {
                    try await dependency.check()
                    return .well
                } catch {
                    return .failed(error)
                }
            }
            group.addTask {
                try? await Task.sleep(for: patience)  // Cancelled once the answer is there.
                return .late
            }
            var answers = 0
            for await outcome in group {
                switch outcome {
                case .late:
                    guard answers == 0, !Task.isCancelled else { break }
                    note(dependency, failure: "no answer within \(patience)")
                case .well:
                    answers += 1
                    note(dependency, failure: nil)
                case .failed(let error):
                    answers += 1
                    // What ends the watch says nothing of the dependency.
                    if !Task.isCancelled { note(dependency, failure: "\(error)") }
                }
                if answers > 0 { group.cancelAll() }
            }
        }
    }

    private func note(_ dependency: Dependency, failure: String?) {
        guard readiness.note(dependency.name, isWell: failure == nil) else { return }
        let metadata: Logger.Metadata = ["dependency": "\(dependency.name)"]
        guard let failure else {
            // At the start it is no news.
            logger.log(
                level: readiness.report.phase == .starting ? .debug : .notice, "a dependency answers",
                metadata: metadata)
            return
        }
        logger.warning(
            "not ready: a dependency fails", metadata: metadata.merging(["error": "\(failure)"]) { $1 })
    }
}
