import Clocks
import Logging

extension WorkerRun {
    /// How many groups are aggregated at a time.
    private static let groupsAtATime = 3
    /// How long the members of a group are held while a task is made of them.
    private static let setDuration: Duration = .seconds(120)

    /// Aggregates groups when it is time for them, until the task is cancelled.
    func aggregate(_ aggregation: TaskWorker.Aggregation) async {
        while !Task.isCancelled {
            var nextLook = clock.now + broker.checkInterval
            do {
                try await broker.reclaimSets(in: queues)
                for queue in queues { nextLook = min(nextLook, try await aggregate(queue, aggregation)) }
            } catch {
                logError("cannot look for groups to aggregate", error)
                nextLook = clock.now + Self.pauseAfterError
            }
            await grouped.wait(until: nextLook, on: clock)
        }
    }

    /// Aggregates the groups of a queue that are ready.
    /// - Returns: when the next one may be.
    private func aggregate(
        _ queue: String, _ aggregation: TaskWorker.Aggregation
    ) async throws(TaskQueueError) -> Timestamp {
        var groups = try await broker.groups(in: queue).makeIterator()
        return await withTaskGroup(of: Timestamp.self) { looks in
            func lookAtNext() {
                guard let group = groups.next() else { return }
                looks.addTask { await self.aggregate(group, in: queue, aggregation) }
            }
            for _ in 0..<Self.groupsAtATime { lookAtNext() }
            var nextLook = Timestamp.distantFuture
            for await moment in looks {
                nextLook = min(nextLook, moment)
                lookAtNext()
            }
            return nextLook
        }
    }

    /// Aggregates the members of a group for as long as it is time to.
    /// - Returns: when it will be time again.
    private func aggregate(
        _ group: String, in queue: String, _ aggregation: TaskWorker.Aggregation
    ) async -> Timestamp {
        do {
            while !Task.isCancelled {
                let taking = try await broker.takeSet(
                    from: group, in: queue, policy: aggregation.policy, for: Self.setDuration)
                switch taking {
                case .notBefore(let moment): return moment ?? .distantFuture
                case .set(let set): await replace(set, aggregation)
                }
            }
        } catch {
            logError("cannot take the members of group «\(group)»", error)
        }
        return clock.now + Self.pauseAfterError
    }

    /// Replaces the members by the task that is made of them.
    private func replace(_ set: AggregationSet, _ aggregation: TaskWorker.Aggregation) async {
        let metadata: Logger.Metadata = [
            "task.queue": "\(set.queue)", "task.group": "\(set.group)", "tasks": "\(set.tasks.count)",
        ]
        let task: NewTask?
        do {
            task = try set.tasks.isEmpty ? nil : newTask(of: set, aggregation)
        } catch {
            return logger.error("cannot aggregate a group: \(error)", metadata: metadata)
        }
        // The store may be away for a moment, and the set is ours for longer.
        while !Task.isCancelled, clock.now < set.expiresAt {
            do {
                if try await !broker.replace(set, with: task) {
                    logger.warning("a group was aggregated too late, and its members were put back", metadata: metadata)
                }
                return
            } catch  where error.isRetryable {
                logError("cannot replace a group by its task yet", error)
            } catch {
                return logger.error("cannot replace a group by its task: \(error)", metadata: metadata)
            }
            do {
                try await clock.sleep(for: Self.pauseAfterError)
            } catch {
                return  // Cancelled: the members go back when their time is over.
            }
        }
    }

    private func newTask(of set: AggregationSet, _ aggregation: TaskWorker.Aggregation) throws -> NewTask {
        var request = try aggregation.aggregate(set.group, set.tasks)
        request.options.queue = set.queue
        var task = try request.newTask(now: clock.now)
        task.message = task.message.aggregated(from: set.tasks)
        return task
    }
}
