import Foundation
import Synchronization
import TestSupport

/// Three worker processes, which are killed and replaced at random.
final class WorkerCrew: Sendable {
    private let redisURL: String
    private let folder: String
    private let crew = Mutex<[ChildProcess]>([])
    private let hired = Mutex(0)

    init(redisURL: String, folder: String) {
        self.redisURL = redisURL
        self.folder = folder
    }

    /// The ids of the tasks that were handled so far.
    var handled: Set<String> {
        // Absent until the first worker runs.
        let journal = (try? String(contentsOfFile: "\(folder)/journal", encoding: .utf8)) ?? ""
        // The last line may be of a worker that is just writing it.
        return Set(journal.split(separator: "\n", omittingEmptySubsequences: true).map(String.init))
    }

    /// Keeps three workers running and kills one of them every half a second or so.
    func killAtRandom(until isDone: () -> Bool) async throws {
        while !isDone() {
            let missing = crew.withLock { crew in
                crew.removeAll { $0.exit != nil }
                return 3 - crew.count
            }
            for _ in 0..<missing { try hire() }
            try await Task.sleep(for: .milliseconds(.random(in: 300...900)))
            crew.withLock { crew in crew.randomElement()?.send(SIGKILL) }
        }
        // Those that go on finish what the last crashes left behind.
        try hire()
    }

    private func hire() throws {
        let number = hired.withLock { hired in
            hired += 1
            return hired
        }
        let worker = try ChildProcess(
            builtExecutable("chaos-worker"), [redisURL, "\(folder)/journal"],
            environment: ProcessInfo.processInfo.environment, in: folder, name: "worker-\(number)")
        crew.withLock { $0.append(worker) }
    }

    /// Ends the workers.
    func stop() async {
        for worker in crew.withLock({ $0 }) { worker.send(SIGKILL) }
    }
}
