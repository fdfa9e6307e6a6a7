import NIOCore
import NIOPosix
import Synchronization

/// The tasks that are to be cancelled when they have run for a time that is the same for all, the eldest first.
///
/// As the time is the same, they fall due in the order in which they came: a list that is added to at one end and
/// watched at the other. One timer watches the eldest; while requests come and go it is set anew once per time-out.
///
/// `@unchecked`: the entries' links and tasks, and the ends of the list, are touched under ``lock`` alone.
final class PendingDeadlines: @unchecked Sendable {
    /// A task in the list.
    ///
    /// `@unchecked`: as the list's; ``isOver`` is read when its task has ended.
    final class Entry: @unchecked Sendable {
        fileprivate var task: UnsafeCurrentTask?
        fileprivate var due = NIODeadline.distantFuture
        fileprivate var younger: Entry?
        fileprivate unowned(unsafe) var older: Entry?
        /// Whether the task was cancelled because its time was over.
        fileprivate(set) var isOver = false
    }

    private let timeout: TimeAmount
    private let loop: any EventLoop
    private let lock = Mutex(())
    private var eldest: Entry?
    private unowned(unsafe) var youngest: Entry?
    private var isWatched = false

    init(after timeout: Duration) {
        self.timeout = TimeAmount(timeout)
        loop = MultiThreadedEventLoopGroup.singleton.next()
    }

    /// Has a task cancelled at its time. To be called by the task, which calls ``remove(_:)`` before it ends.
    func add(_ entry: Entry, of task: UnsafeCurrentTask?) {
        let isFirst = lock.withLock { _ in
            entry.task = task
            entry.due = .now() + timeout
            entry.older = youngest
            if let youngest { youngest.younger = entry } else { eldest = entry }
            youngest = entry
            defer { isWatched = true }
            return !isWatched
        }
        if isFirst { watch(from: entry.due) }
    }

    /// Forgets a task that is about to end.
    func remove(_ entry: Entry) {
        lock.withLock { _ in unlink(entry) }
    }

    private func unlink(_ entry: Entry) {
        // The task is gone where it was cancelled; so is the entry from the list.
        guard entry.task != nil else { return }
        entry.task = nil
        if let older = entry.older { older.younger = entry.younger } else { eldest = entry.younger }
        if let younger = entry.younger { younger.older = entry.older } else { youngest = entry.older }
        entry.younger = nil
        entry.older = nil
    }

    private func watch(from moment: NIODeadline) {
        // The timer holds the list: once more after the last request has ended, it finds it empty.
        loop.scheduleTask(deadline: moment) {
            if let next = self.cancelDue() { self.watch(from: next) }
        }
    }

    /// Cancels what has run for too long.
    /// - Returns: when the next may have; `nil` where there is none.
    private func cancelDue() -> NIODeadline? {
        lock.withLock { _ in
            let now = NIODeadline.now()
            while let entry = eldest, entry.due <= now {
                entry.isOver = true
                // Within the lock, as the task cannot end before it has been removed.
                entry.task?.cancel()
                unlink(entry)
            }
            isWatched = eldest != nil
            return eldest?.due
        }
    }
}
