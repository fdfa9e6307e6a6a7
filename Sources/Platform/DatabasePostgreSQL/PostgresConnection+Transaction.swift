import CPostgreSQL
import Database

extension PostgresConnection {
    /// What came of a transaction.
    enum Outcome<Value> {
        case value(Value)
        case failure(any Error)
        /// Another transaction was in the way, and nothing was done.
        case conflict(DatabaseError)
        /// The connection had been dead before the transaction began.
        case dead(DatabaseError)
    }

    /// Runs `body` in a transaction, and ends it.
    ///
    /// As in the embedded engine, an error of a statement ends the transaction: it refuses all further statements, and
    /// it fails also where `body` returned as though nothing had happened.
    func perform<Value>(_ purpose: Purpose, _ body: (any DatabaseConnection) throws -> Value) -> Outcome<Value> {
        transaction = (purpose, hasBegun: false)
        pipeline.patience = purpose == .migration ? nil : patience
        defer {
            failure = nil
            isLostFromTheStart = false
        }
        let result = Result { try body(self) }
        if let failure {
            if isLostFromTheStart { return .dead(failure) }
            let cause = failure.cause as? PostgresError
            // Its other statements are as stale: a new connection prepares them anew.
            if cause?.isAboutPreparedStatement == true { pipeline.abandon() }
            undo()
            if cause?.isTransient == true { return .conflict(failure) }
            if case .failure(let error) = result { return .failure(error) }
            return .failure(failure)
        }
        switch result {
        case .failure(let error):
            undo()
            return .failure(error)
        case .success(let value):
            guard transaction.hasBegun else { return .value(value) }
            if purpose.writes { return commit(value) }
            endRead()
            return .value(value)
        }
    }

    /// Sends what is still to be sent before the connection rests.
    func rest() {
        do throws(ConnectionLost) {
            try pipeline.flush()
        } catch {
            // It says of itself that it is lost, and the transaction that it would have ended is over with it.
        }
    }

    /// Ends a read together with the beginning of the next transaction, or before the connection rests.
    private func endRead() {
        guard transaction.purpose.begin != nil else { return }
        do throws(ConnectionLost) {
            try pipeline.queue(TransactionControl.commit.rawValue)
        } catch {
            // As above. What was read is true all the same.
        }
    }

    /// Undoes the transaction, at once where it may hold locks, without waiting for the answer.
    private func undo() {
        guard transaction.hasBegun, transaction.purpose.begin != nil, !pipeline.isLost else { return }
        do throws(ConnectionLost) {
            try pipeline.queue(TransactionControl.rollback.rawValue)
            if transaction.purpose.writes { try pipeline.flush() }
        } catch {
            // As above: the server undoes what was not committed.
        }
    }

    private func commit<Value>(_ value: Value) -> Outcome<Value> {
        guard !pipeline.isClosedByServer() else {
            return .failure(DatabaseError(.unavailable, "the connection was lost before the commit was asked for"))
        }
        do throws(ConnectionLost) {
            try pipeline.queue(TransactionControl.commit.rawValue)
            let reply = try pipeline.exchange()
            guard let error = reply.error else { return .value(value) }
            if error.isAboutPreparedStatement { pipeline.abandon() }
            return error.isTransient ? .conflict(DatabaseError(error)) : .failure(DatabaseError(error))
        } catch {
            return .failure(
                DatabaseError(
                    .commitUnknown,
                    "the connection was lost while the commit was under way, which may have happened: \(error.message)")
            )
        }
    }
}
