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
        let finished: [Finished]
        do {
            let failures = try await OutboxSpans(messages).run(deliver)
            finished = messages.map { Finished(message: $0, error: failures[$0.id].map(Self.text)) }
        } catch {
            let text = Self.text(of: error)
            finished = messages.map { Finished(message: $0, error: text) }
        }
        logFailures(finished)
        state.withLock { state in
            for message in messages { state.inFlight[message.id] = nil }
            state.finished += finished
        }
        wake()
    }

    /// One line for each reason, however many messages it kept from being delivered.
    private func logFailures(_ finished: [Finished]) {
        let failed = finished.filter { $0.error != nil }
        for (error, finished) in Dictionary(grouping: failed, by: { $0.error ?? "" }) {
            guard let message = finished.first?.message else { continue }
            logger.warning(
                "delivering a message failed, it will be retried",
                metadata: [
                    "kind": "\(message.kind)", "key": "\(message.key)", "attempts": "\(message.attempts + 1)",
                    "messages": "\(finished.count)", "error": "\(error)",
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
