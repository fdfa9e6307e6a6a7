import Logging
import Synchronization
import TracePropagation
import Tracing

extension OutboxRelay {
    /// What goes into one call each.
    func deliverable(_ taken: [OutboxMessage]) -> [[OutboxMessage]] {
        isBatched ? Array(Dictionary(grouping: taken, by: \.kind).values) : taken.map { [$0] }
    }

    /// Delivers messages and notes what became of each.
    func handle(_ messages: [OutboxMessage]) async {
        let errors: [OutboxMessage.ID: String]
        do {
            errors = try await OutboxSpans(messages).run(deliver).mapValues(Self.text)
        } catch {
            let text = Self.text(of: error)
            errors = Dictionary(messages.map { ($0.id, text) }) { first, _ in first }
        }
        logFailures(messages, errors)
        state.withLock { state in
            for message in messages {
                guard let lease = state.inFlight.removeValue(forKey: message.id) else { continue }
                state.finished.append(Finished(message: message, error: errors[message.id], lease: lease))
            }
        }
        wake()
    }

    /// One line for each reason, however many messages it kept from being delivered.
    private func logFailures(_ messages: [OutboxMessage], _ errors: [OutboxMessage.ID: String]) {
        let failed = messages.filter { errors[$0.id] != nil }
        for (error, failed) in Dictionary(grouping: failed, by: { errors[$0.id] ?? "" }) {
            guard let message = failed.first else { continue }
            logger.warning(
                "delivering a message failed, it will be retried",
                metadata: [
                    "kind": "\(message.kind)", "key": "\(message.key)", "attempts": "\(message.attempts + 1)",
                    "messages": "\(failed.count)", "error": "\(error)",
                ])
        }
    }

    private static func text(of error: any Error) -> String { String("\(error)".prefix(500)) }
}

extension [OutboxMessage] {
    /// Delivers each by itself, in its own trace, all at the same time.
    /// - Returns: those that were not delivered, each with the reason.
    public func deliverEach(_ deliver: @escaping OutboxRelay.Delivery) async -> [OutboxMessage.ID: any Error] {
        await withTaskGroup(of: (OutboxMessage.ID, any Error)?.self) { group in
            for message in self {
                group.addTask {
                    do {
                        let context = ServiceContext(fields: message.trace) ?? .current
                        try await ServiceContext.withValue(context) { try await deliver(message) }
                        return nil
                    } catch {
                        return (message.id, error)
                    }
                }
            }
            return await group.reduce(into: [:]) { failures, failure in
                if let (id, error) = failure { failures[id] = error }
            }
        }
    }
}
