import CKafka
import EventLog
import Logging
import Synchronization

/// All of this is called on the client's thread.
extension KafkaGroupSession {
    private enum Step {
        case none, giveUp, close
    }

    /// Takes the news of a share of the partitions that begins or ends. All of it changes hands at once: the group goes
    /// on when each member has given up what it had.
    func rebalance(_ event: OpaquePointer, _ handle: KafkaHandle) {
        switch rd_kafka_event_error(event) {
        case RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS:
            take(rd_kafka_event_topic_partition_list(event), handle)
        case RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS:
            let isLost = rd_kafka_assignment_lost(handle.client) == 1
            giveUp(isLost: isLost)
            proceed(handle)
        case let code:
            logger.warning("a consumer group cannot share its partitions", metadata: ["error": "\(KafkaError(code))"])
            unassign(handle)
        }
    }

    private func take(_ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?, _ handle: KafkaHandle) {
        thread.trouble.succeeded()
        let feeds = PartitionList.entries(of: list).map {
            KafkaPartitionFeed($0.id, session: self, client: handle.client)
        }
        let isTaken = state.withLock { state in
            // The session may have been told to end in the meantime: then it takes nothing.
            guard !state.isLeaving else { return false }
            for feed in feeds { state.feeds[feed.id] = feed }
            return true
        }
        guard isTaken else {
            for feed in feeds { feed.close() }
            return unassign(handle)
        }
        let code = rd_kafka_assign(handle.client, list)
        if code != RD_KAFKA_RESP_ERR_NO_ERROR {
            logger.error("partitions cannot be taken", metadata: ["error": "\(KafkaError(code))"])
        }
        logger.debug("partitions were assigned", metadata: ["count": "\(feeds.count)"])
        for feed in feeds { gain.yield(feed) }
    }

    private func giveUp(isLost: Bool) {
        let feeds = state.withLock { state in
            state.isGivingUp = true
            return Array(state.feeds.values)
        }
        if isLost {
            logger.warning(
                "the group went on without this member, which lost its partitions and joins anew",
                metadata: ["count": "\(feeds.count)"])
        }
        for feed in feeds { feed.finish(isLost: isLost) }
    }

    /// Goes on as far as the bodies that still run allow.
    func proceed(_ handle: KafkaHandle) {
        let step: Step = state.withLock { state in
            guard state.feeds.isEmpty else { return .none }
            if state.isGivingUp {
                state.isGivingUp = false
                return .giveUp
            }
            guard state.isLeaving, !state.isClosing, state.commits.isIdle else { return .none }
            state.isClosing = true
            return .close
        }
        switch step {
        case .none: break
        case .giveUp:
            unassign(handle)
            proceed(handle)
        case .close: close(handle)
        }
    }

    private func unassign(_ handle: KafkaHandle) {
        let code = rd_kafka_assign(handle.client, nil)
        if code != RD_KAFKA_RESP_ERR_NO_ERROR {
            logger.error("partitions cannot be given up", metadata: ["error": "\(KafkaError(code))"])
        }
    }

    /// Tells the group good-bye, so that the others need not wait for the session's time-out.
    private func close(_ handle: KafkaHandle) {
        if let error = rd_kafka_consumer_close_queue(handle.client, handle.queue) {
            logger.warning(
                "leaving a consumer group failed, its partitions are free after the session's time-out",
                metadata: ["error": "\(String(cString: rd_kafka_error_string(error)))"])
            rd_kafka_error_destroy(error)
        }
        let deadline = ContinuousClock.now + Self.longestGoodbye
        while rd_kafka_consumer_closed(handle.client) == 0, .now < deadline {
            guard let event = rd_kafka_queue_poll(handle.queue, 10) else { continue }
            if rd_kafka_event_type(event) == RD_KAFKA_EVENT_REBALANCE { unassign(handle) }
            rd_kafka_event_destroy(event)
        }
        thread.stop()
    }

    /// How long leaving may take where the cluster does not answer.
    private static let longestGoodbye = Duration.seconds(3)
}
