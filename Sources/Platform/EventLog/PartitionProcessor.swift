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
        while let record = await next() {
            switch await handle(record) {
            case .ending: return
            case .handled: break
            case .dead(let letter):
                guard await bury(letter) else { return }
            }
            guard await commit(record) else { return }
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
                try await processor.handler(record)
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

    /// Commits a record; `false` where the partition is no longer ours.
    private func commit(_ record: EventRecord) async -> Bool {
        await persist("committing an event failed") { () async throws(EventLogError) in
            try await partition.commit(through: record.offset)
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
