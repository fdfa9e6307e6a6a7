import DequeModule
import Logging
import NIOCore

/// Keeps one link connected, on its event loop: connects, sends what waits, tries again after a pause.
final class LinkDriver {
    let eventLoop: any EventLoop
    let source: any AddressSource
    let settings: LinkSettings
    let purpose: LinkPurpose
    let queue: LockedLinkQueue
    /// The connection that is being set up or in use.
    var connection: ConnectionHandler?
    /// Connections that take no more commands and still have some in flight.
    var retiring: [ConnectionHandler] = []
    /// Counts attempts, so that what comes of an abandoned one is told from the current one's.
    var attempt = 0
    var attemptTimer: Scheduled<Void>?
    var retryTimer: Scheduled<Void>?
    var keepAlive: Scheduled<Void>?
    /// Attempts in a row that came to nothing, or to a connection that did not last.
    var failures = 0
    var readySince: NIODeadline?
    var isClosed = false
    private var batch: Deque<LinkQueue.Entry> = []

    init(
        eventLoop: any EventLoop, source: any AddressSource, settings: LinkSettings, purpose: LinkPurpose,
        queue: LockedLinkQueue
    ) {
        self.eventLoop = eventLoop
        self.source = source
        self.settings = settings
        self.purpose = purpose
        self.queue = queue
    }

    /// Sends what waits.
    func flush() {
        guard let bytes = queue.withLock({ $0.take(into: &batch) }) else {
            batch.removeAll(keepingCapacity: true)
            return
        }
        connection?.send(bytes, batch.lazy.compactMap(\.command))
        batch.removeAll(keepingCapacity: true)
    }

    /// A command's caller does not wait any more.
    func withdraw(_ id: UInt64) {
        connection?.withdraw(id)
        for connection in retiring { connection.withdraw(id) }
    }

    /// The server is now another, unless that is known: goes there, and lets what is in flight end where it is.
    func move(to address: RedisAddress) {
        guard !isClosed, connection?.address != address else { return }
        if case .dedicated = purpose {
            return close(RedisError(.connectionClosed, "\(address) has become the primary"))
        }
        let old = connection
        connection = nil
        readySince = nil
        keepAlive?.cancel()
        retryTimer?.cancel()
        attemptTimer?.cancel()
        failures = 0
        let isNeeded = queue.withLock { queue in
            queue.becameUnavailable()
            return queue.hasStarted
        }
        if isNeeded { connect() }
        guard let old else { return }
        retiring.append(old)
        old.drain()
    }

    /// Ends the link.
    func close(_ error: RedisError) {
        guard !isClosed else { return }
        isClosed = true
        attempt += 1
        retryTimer?.cancel()
        attemptTimer?.cancel()
        keepAlive?.cancel()
        let waiting = queue.withLock { $0.close(error) }
        for command in waiting { command.fail(error) }
        if case .subscription(_, let feed) = purpose { feed.finish() }
        let connections = retiring + (connection.map { [$0] } ?? [])
        connection = nil
        retiring = []
        for connection in connections { connection.close(reason: error) }
    }
}
