import Clocks
import Logging

/// The work of an ``EventProcessor`` on one partition.
struct PartitionProcessor {
    /// What came of an event.
    private enum Outcome {
        case handled
        case dead(DeadLetter)
        /// The partition is to be given up before the event was dealt with.
        case ending
    }

    /// What one of the tasks at work has come to.
    private enum Step {
        /// `nil` at the partition's end.
        case read(EventRecord?)
        case dealt(EventRecord, isDone: Bool)
        /// `nil` where the partition is no longer ours.
        case committed(through: Int64?)
    }

    private let partition: any AssignedPartition
    private let processor: EventProcessor
    private let logger: Logger

    init(_ partition: any AssignedPartition, of processor: EventProcessor) {
        self.partition = partition
        self.processor = processor
        var logger = processor.logger
        logger[metadataKey: "topic"] = "\(partition.topic)"
        logger[metadataKey: "partition"] = "\(partition.partition)"
        logger[metadataKey: "group"] = "\(processor.consumer.group)"
        self.logger = logger
    }

    /// Deals with the partition's events until it is to be given up.
    func run() async {
        var window = RecordWindow(concurrency: processor.concurrency)
        var (isReading, isCommitting) = (false, false)
        await withTaskGroup(of: Step.self) { group in
            while true {
                while let record = window.start() {
                    group.addTask { .dealt(record, isDone: await deal(with: record)) }
                }
                if !isCommitting, let offset = window.committable {
                    isCommitting = true
                    group.addTask { .committed(through: await commit(through: offset) ? offset : nil) }
                }
                if !isReading, window.hasRoom {
                    isReading = true
                    group.addTask { .read(await next()) }
                }
                switch await group.next() {
                case .read(let record?):
                    isReading = false
                    window.add(record)
                case .dealt(let record, isDone: true): window.finish(record)
                case .dealt(let record, isDone: false): window.abandon(record)
                case .committed(let offset?):
                    isCommitting = false
                    window.committed(through: offset)
                // The partition is to be given up. What is being handled may finish, and nothing follows it.
                case .read(nil), .committed(nil): window.stop()
                case nil: return
                }
            }
        }
    }

    /// Handles a record or buries it; `false` where the partition is to be given up first.
    private func deal(with record: EventRecord) async -> Bool {
        switch await handle(record) {
        case .ending: false
        case .handled: true
        case .dead(let letter): await bury(letter)
        }
    }

    private func next() async -> EventRecord? {
        var record: EventRecord?
        _ = await persist("reading events failed") { () async throws(EventLogError) in
            record = try await partition.next()
        }
        return record
    }

    private func handle(_ record: EventRecord) async -> Outcome {
        var attempt = 0
        while true {
            attempt += 1
            do {
                try await record.withProcessingSpan(group: processor.consumer.group, attempt: attempt) {
                    try await processor.handler(record)
                }
                return .handled
            } catch {
                // A handler that was cancelled has not failed.
                if Task.isCancelled { return .ending }
                guard isWorthRetrying(error, attempt: attempt) else {
                    return .dead(
                        DeadLetter(
                            record, group: processor.consumer.group, error: error, attempts: attempt,
                            time: processor.clock.now))
                }
                logger.warning(
                    "handling an event failed, it will be retried",
                    metadata: [
                        "offset": "\(record.offset)", "key": "\(record.key ?? "")", "attempt": "\(attempt)",
                        "error": "\(error)",
                    ])
            }
            guard await pause(afterFailure: attempt) else { return .ending }
        }
    }

    private func isWorthRetrying(_ error: any Error, attempt: Int) -> Bool {
        switch error {
        case is UnprocessableEvent: false
        case is DependencyUnavailable: true
        default: attempt < processor.retry.attempts
        }
    }

    /// Sends a dead letter; `false` where the partition is to be given up first.
    private func bury(_ letter: DeadLetter) async -> Bool {
        logger.error(
            "an event cannot be handled, it goes to the dead-letter topic",
            metadata: [
                "offset": "\(letter.position.offset)", "key": "\(letter.event.key ?? "")",
                "attempts": "\(letter.attempts)", "error": "\(letter.error)",
            ])
        return await persist("sending a dead letter failed") { () async throws(EventLogError) in
            try await processor.deadLetters.send(letter.message)
        }
    }

    /// Commits all records up to one; `false` where the partition is no longer ours.
    private func commit(through offset: Int64) async -> Bool {
        await persist("committing an event failed") { () async throws(EventLogError) in
            try await partition.commit(through: offset)
        }
    }

    /// Does `step` until it succeeds, since an event that was handled must not be handled again for the log's sake;
    /// `false` where the partition is to be given up first.
    private func persist(_ failure: Logger.Message, _ step: () async throws(EventLogError) -> Void) async -> Bool {
        var failures = 0
        while true {
            do {
                try await step()
                return true
            } catch  where error.code == .notAssigned {
                logger.info("the partition went to another member", metadata: ["error": "\(error)"])
                return false
            } catch  where error.code == .cancelled {
                return false
            } catch {
                failures += 1
                logger.error(failure, metadata: ["error": "\(error)", "failures": "\(failures)"])
            }
            guard await pause(afterFailure: failures) else { return false }
        }
    }

    /// Waits; `false` where the partition is to be given up first.
    private func pause(afterFailure failures: Int) async -> Bool {
        let deadline = processor.clock.now + processor.retry.pause(afterFailure: failures)
        return await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                do {
                    try await processor.clock.sleep(until: deadline)
                    return true
                } catch {
                    // Cancelled, by the other child's return or from outside.
                    return false
                }
            }
            group.addTask {
                await partition.waitUntilEnding()
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }
}
