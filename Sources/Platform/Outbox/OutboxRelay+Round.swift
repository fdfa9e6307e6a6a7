import Clocks
import Database

extension OutboxRelay {
    /// One transaction of the relay.
    struct Round: Sendable {
        var now: Timestamp
        /// Until when other relays leave alone what this round takes and renews.
        var lease: Timestamp
        /// Messages whose delivery is over.
        var finished: [Finished]
        /// Messages whose delivery takes long.
        var renewed: [OutboxMessage.ID]
        /// The most messages to take.
        var room: Int

        var isEmpty: Bool { finished.isEmpty && renewed.isEmpty && room == 0 }

        /// Settles, renews and takes, in this order: what is in hand must not be taken again.
        func run(in connection: any DatabaseConnection) throws -> [OutboxMessage] {
            try OutboxTable.delete(finished.filter { $0.error == nil }.map(\.message.id), in: connection)
            for finished in finished {
                guard let error = finished.error else { continue }
                let pause = OutboxBackoff.pause(afterFailure: finished.message.attempts + 1)
                try OutboxTable.postpone(finished.message.id, error: error, until: now + pause, in: connection)
            }
            try OutboxTable.renew(renewed, until: lease, in: connection)
            guard room > 0 else { return [] }
            return try OutboxTable.claim(limit: room, at: now, lease: lease, in: connection)
        }
    }
}
