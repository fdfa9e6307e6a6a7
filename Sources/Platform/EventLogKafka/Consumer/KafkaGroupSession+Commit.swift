import CKafka
import EventLog
import Synchronization

extension KafkaGroupSession {
    /// Commits a partition up to, not including, an offset, and returns when that is durable.
    func commit(_ id: PartitionID, _ offset: Int64) async throws(EventLogError) {
        let result = await withCheckedContinuation { (waiter: CommitQueue.Waiter) in
            let isFirst = state.withLock { $0.commits.add(id, offset, waiter) }
            guard isFirst else { return }
            if !thread.submit({ self.sendCommits($0) }) {
                _ = state.withLock { $0.commits.begin() }
                finishCommits { _ in .failure(EventLogError(.closed, "the consumer has left its group")) }
            }
        }
        try result.get()
    }

    /// Sends what waits, on the client's thread.
    private func sendCommits(_ handle: KafkaHandle) {
        let offsets = state.withLock { $0.commits.begin() }
        guard !offsets.isEmpty else { return }
        let list = PartitionList(offsets)
        let code = rd_kafka_commit_queue(handle.client, list.pointer, handle.queue, nil, nil)
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        finishCommits { _ in .failure(Self.error(code)) }
        sendCommits(handle)
    }

    /// Takes the answer to a commit, on the client's thread.
    func committed(_ event: OpaquePointer, _ handle: KafkaHandle) {
        let code = rd_kafka_event_error(event)
        let entries = PartitionList.entries(of: rd_kafka_event_topic_partition_list(event))
        let errors = Dictionary(entries.map { ($0.id, $0.error) }) { first, _ in first }
        if code == RD_KAFKA_RESP_ERR_NO_ERROR { thread.trouble.succeeded() }
        finishCommits { id in
            let code = code == RD_KAFKA_RESP_ERR_NO_ERROR ? errors[id] ?? code : code
            return code == RD_KAFKA_RESP_ERR_NO_ERROR ? .success(()) : .failure(Self.error(code))
        }
        sendCommits(handle)
        // Leaving waits for commits.
        proceed(handle)
    }

    private func finishCommits(_ result: (PartitionID) -> Result<Void, EventLogError>) {
        let told = state.withLock { $0.commits.finish(result) }
        for (waiter, result) in told { waiter.resume(returning: result) }
    }

    private static func error(_ code: rd_kafka_resp_err_t) -> EventLogError {
        EventLogError(code, "committing")
    }
}
