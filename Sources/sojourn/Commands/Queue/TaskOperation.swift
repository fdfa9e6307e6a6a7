import ArgumentParser
import Clocks
import Foundation
import QueueConsole
import TaskQueue
import TerminalText

/// Runs, archives or deletes the tasks of a selection.
struct TaskOperation {
    let operation: BulkOperation
    let selection: TaskSelection
    let options: QueueOptions

    /// Prints what was done. Tasks that stay as they are go to standard error, and end the process with status 1.
    func perform() async throws {
        try await options.withAccess { access in
            try await access.inspector.require(selection.queue)
            let report = try await perform(on: access.inspector)
            try options.print(report, now: access.clock.now)
            for refusal in report.refusals {
                let line = "sojourn: \(refusal.taskID): \(refusal.reason)".printable + "\n"
                FileHandle.standardError.write(Data(line.utf8))
            }
            if !report.refusals.isEmpty { throw ExitCode.failure }
        }
    }

    private func perform(on inspector: TaskQueueInspector) async throws(TaskQueueError) -> OperationReport {
        var report = OperationReport(
            operation: operation, queue: selection.queue, state: selection.state, count: 0)
        if let state = selection.state {
            report.count = try await all(in: state, inspector)
            return report
        }
        for id in selection.ids {
            do throws(TaskQueueError) {
                try await one(id, inspector)
                report.count += 1
            } catch  where [.notFound, .wrongState].contains(error.code) {
                report.refusals.append(.init(taskID: id, reason: error.explanation))
            }
        }
        return report
    }

    private func one(_ id: String, _ inspector: TaskQueueInspector) async throws(TaskQueueError) {
        switch operation {
        case .run: try await inspector.run(id, in: selection.queue)
        case .archive: try await inspector.archive(id, in: selection.queue)
        case .delete: try await inspector.delete(id, in: selection.queue)
        }
    }

    private func all(in state: TaskState, _ inspector: TaskQueueInspector) async throws(TaskQueueError) -> Int {
        let (queue, group) = (selection.queue, selection.group)
        return switch operation {
        case .run: try await inspector.runAll(in: queue, state: state, group: group)
        case .archive: try await inspector.archiveAll(in: queue, state: state, group: group)
        case .delete: try await inspector.deleteAll(in: queue, state: state, group: group)
        }
    }
}
