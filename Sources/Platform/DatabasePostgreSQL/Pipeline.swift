import CPostgreSQL
import DequeModule

/// A connection in libpq's pipeline mode: statements are queued, sent together, and answered in their order.
///
/// So the beginning of a transaction travels with its first statement, and the end of one that only read travels with
/// the beginning of the next. It is used on one thread.
final class Pipeline {
    private enum Expected { case ignored, wanted, sync }

    private let handle: OpaquePointer
    /// The answers that are to come.
    private var expected: Deque<Expected> = []
    private(set) var isLost = false
    /// How long the server may leave us without an answer; `nil` for as long as it likes.
    var patience: Duration?

    /// - Parameter handle: a connection that is up. It is finished together with the pipeline.
    init(_ handle: OpaquePointer, patience: Duration?) {
        self.handle = handle
        self.patience = patience
        PQenterPipelineMode(handle)
    }

    deinit {
        PQfinish(handle)
    }

    /// Whether a transaction is open, or has failed and waits for its end, as of the last answer.
    var isInTransaction: Bool { PQtransactionStatus(handle) != PQTRANS_IDLE }

    func queuePreparation(of sql: String, as name: String, types: [Oid]) throws(ConnectionLost) {
        try queue(.wanted, PQsendPrepare(handle, name, sql, CInt(types.count), types))
    }

    func queueExecution(of name: String, _ parameters: ParameterList) throws(ConnectionLost) {
        let sent = parameters.withPointers { count, values, lengths, formats in
            PQsendQueryPrepared(handle, name, count, values, lengths, formats, 1)
        }
        try queue(.wanted, sent)
    }

    /// Queues a prepared statement without parameters, of whose answer nothing but an error is wanted.
    func queue(_ name: String) throws(ConnectionLost) {
        try queue(.ignored, PQsendQueryPrepared(handle, name, 0, nil, nil, nil, 1))
    }

    /// Queues a statement that is not prepared, of whose answer nothing but an error is wanted.
    func queueUnprepared(_ sql: String) throws(ConnectionLost) {
        try queue(.ignored, PQsendQueryParams(handle, sql, 0, nil, nil, nil, nil, 1))
    }

    private func queue(_ expectation: Expected, _ isSent: CInt) throws(ConnectionLost) {
        guard !isLost, isSent == 1 else { throw lost() }
        expected.append(expectation)
    }

    /// Sends what is queued, without waiting for the answers.
    func flush() throws(ConnectionLost) {
        guard let last = expected.last, last != .sync else { return }
        try sync()
    }

    private func sync() throws(ConnectionLost) {
        guard !isLost, PQpipelineSync(handle) == 1 else { throw lost() }
        expected.append(.sync)
    }

    /// Sends what is queued, and waits for all answers.
    func exchange() throws(ConnectionLost) -> Reply {
        try sync()
        var reply = Reply()
        while let next = expected.popFirst() {
            let answer = try receive()
            if next == .sync { continue }
            if reply.error == nil { reply.error = answer.error }
            if next == .wanted { reply.wanted.append(answer) }
            guard PQgetResult(handle) == nil else { throw lost("the server answered twice") }
        }
        return reply
    }

    private func receive() throws(ConnectionLost) -> Answer {
        if PQisBusy(handle) == 1 { try wait() }
        guard let result = PQgetResult(handle) else { throw lost() }
        let answer = Answer(result)
        guard PQstatus(handle) == CONNECTION_OK, !answer.endsConnection else { throw lost(answer.error?.message) }
        switch answer.status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_FATAL_ERROR, PGRES_PIPELINE_ABORTED,
            PGRES_PIPELINE_SYNC:
            return answer
        default:
            // A `COPY`, which leaves the connection in a state of its own.
            throw lost("an answer of the kind \(answer.status.rawValue) cannot be handled")
        }
    }

    /// Waits for the first bytes of an answer. For the rest libpq waits itself.
    private func wait() throws(ConnectionLost) {
        guard Socket.isReadable(PQsocket(handle), within: patience) else {
            throw lost("the server gave no answer within \(patience ?? .zero)")
        }
        PQconsumeInput(handle)
    }

    /// Whether the server has closed the connection while nothing was asked of it.
    func isClosedByServer() -> Bool {
        // It says nothing unasked but a notice, or a good-bye with the end after it.
        while !isLost, expected.isEmpty, Socket.isReadable(PQsocket(handle), within: .zero) {
            if PQconsumeInput(handle) == 0 || PQstatus(handle) != CONNECTION_OK { isLost = true }
        }
        return isLost
    }

    /// Gives the connection up, and with it what it was asked for.
    func abandon() {
        isLost = true
    }

    private func lost(_ message: String? = nil) -> ConnectionLost {
        isLost = true
        return ConnectionLost(message: message ?? Connecting.message(of: handle))
    }
}

/// The answers to what was sent together.
struct Reply {
    /// The first error. The statements after it were not run.
    var error: PostgresError?
    var wanted: [Answer] = []
}
