import NIOCore

/// What a connection is doing, and until when it may.
///
/// A value without a clock or a socket: the guard tells it what came and went, and asks until when it may go on.
struct ConnectionPhase {
    /// What is being read.
    enum Reading {
        /// Nothing of a request has come. Next is ``head``.
        case nothing
        /// A part of a head has come. Next is ``body``.
        case head
        /// The head has come, and maybe a part of the body. Next is ``nothing``.
        case body
    }

    /// What a connection is to be closed for, and how.
    enum Expiry {
        /// Nothing was asked, so nothing is said.
        case idle
        /// A head came too slowly.
        case slowHead
        /// A body came too slowly, and nobody has answered yet.
        case slowBody
        /// A body came too slowly that was answered already.
        case unreadBody
    }

    private(set) var reading = Reading.nothing
    /// Requests that were read, at least their heads, and not answered.
    private(set) var unanswered = 0
    private(set) var isDraining = false
    /// How many answers there will be before the connection ends; `nil` where that is not known.
    private var answersLeft: Int?
    private var isFresh = true
    /// Since when it has been doing what it does.
    private var since: NIODeadline

    init(at now: NIODeadline) {
        since = now
    }

    /// Bytes came.
    mutating func bytesArrived(at now: NIODeadline) {
        guard case .nothing = reading else { return }
        reading = .head
        since = now
    }

    /// A head was complete.
    mutating func headArrived(asksToClose: Bool, at now: NIODeadline) {
        reading = .body
        since = now
        unanswered += 1
        isFresh = false
        if asksToClose { closeAfterUnanswered() }
    }

    /// A body was complete.
    mutating func endArrived(at now: NIODeadline) {
        reading = .nothing
        since = now
    }

    /// An answer was written whole.
    mutating func answered(at now: NIODeadline) {
        unanswered = max(0, unanswered - 1)
        answersLeft = answersLeft.map { $0 - 1 }
        if case .nothing = reading { since = now }
    }

    /// The server stops.
    mutating func drain(at now: NIODeadline) {
        isDraining = true
        if case .nothing = reading, unanswered == 0 { since = now }
    }

    /// The connection ends with the next answer.
    mutating func close() { answersLeft = 1 }

    /// The connection ends when what was asked so far has been answered.
    mutating func closeAfterUnanswered() {
        if answersLeft == nil { answersLeft = max(1, unanswered) }
    }

    /// Whether the next answer is the last.
    var isLastAnswer: Bool { isDraining || answersLeft == 1 }

    /// Whether the last answer was written.
    var isOver: Bool { answersLeft == 0 }

    /// Until when the connection may go on as it does, and what it is closed for then; `nil` while it waits for us.
    func limit(_ options: HTTPServerOptions) -> (deadline: NIODeadline, expiry: Expiry)? {
        switch reading {
        case .body: (since + TimeAmount(options.bodyTimeout), unanswered > 0 ? .slowBody : .unreadBody)
        case .head where unanswered == 0: (since + TimeAmount(options.headTimeout), .slowHead)
        case .nothing where unanswered == 0:
            (
                since + TimeAmount(isDraining ? options.farewell : isFresh ? options.headTimeout : options.idleTimeout),
                .idle
            )
        case .head, .nothing: nil
        }
    }
}
