import DequeModule
import NIOCore

/// What one connection goes through, without doing any of it: each transition says what is to be done.
struct ConnectionStateMachine<Command: InFlightCommand>: ~Copyable {
    private enum State {
        /// TCP and TLS are being set up. Becomes `handshaking` or `closed`.
        case connecting(Handshake)
        /// Questions are being asked. Becomes `ready` or `closed`.
        case handshaking(Handshake)
        /// Carries commands. Becomes `subscribed`, `draining` or `closed`.
        case ready(RedisProtocolVersion)
        /// Carries messages of channels. Becomes `closed`.
        case subscribed(RedisProtocolVersion)
        /// Takes no more commands, awaits the replies to those it has. Becomes `closed`.
        case draining
        /// The end.
        case closed
    }

    /// A command that was sent.
    private struct Sent {
        /// `nil` once its caller has withdrawn; the reply is still to come.
        var command: Command?
        var missingReplies: Int
        var replies: [RESPValue] = []
        let deadline: NIODeadline
    }

    enum Received {
        /// Send another question of the handshake.
        case send(RedisCommand)
        /// The connection may carry commands.
        case ready(RedisProtocolVersion)
        /// Complete a command; `nil` where its caller has withdrawn.
        case reply(Command?, RESPValue, then: FollowUp)
        /// Complete a pipeline.
        case replies(Command?, [RESPValue], then: FollowUp)
        /// A part of a pipeline's replies.
        case partOfReplies(then: FollowUp)
        /// Hand on what the server sent unasked.
        case message([RESPValue])
        /// Close the connection because of this.
        case failed(RedisError)
        case ignore
    }

    enum FollowUp {
        case goOn
        /// Send nothing more; the server is not the one to talk to any more.
        case drain
        case close
    }

    enum Expiry {
        case nothingInFlight
        case lookAgain(at: NIODeadline)
        /// Fail these, which were not answered in time, and close the connection: later replies have no owners.
        case timedOut([Command], missingReplies: Int)
    }

    private var state: State
    private var inFlight: Deque<Sent> = []

    init(handshake: Handshake.Settings) {
        state = .connecting(Handshake(handshake))
    }

    /// When the first command in flight must have been answered.
    var nextDeadline: NIODeadline? { inFlight.first?.deadline }

    /// Whether commands may be sent.
    var isReady: Bool {
        if case .ready = state { true } else { false }
    }

    /// TCP and TLS stand.
    mutating func connected() -> Received {
        guard case .connecting(var handshake) = state else { return .ignore }
        let step = handshake.start()
        state = .handshaking(handshake)
        return act(on: step)
    }

    /// Commands go out; the connection must be ready or subscribed.
    mutating func sending(_ command: Command, deadline: NIODeadline) {
        inFlight.append(Sent(command: command, missingReplies: command.replyCount, deadline: deadline))
    }

    /// From now on what the server sends may be messages of channels.
    mutating func subscribing() {
        guard case .ready(let version) = state else { return }
        state = .subscribed(version)
    }

    mutating func received(_ value: RESPValue) -> Received {
        if case .push(let message) = value { return .message(message) }
        switch state {
        case .ready, .draining:
            return reply(value)
        case .handshaking(var handshake):
            let step = handshake.received(value)
            state = .handshaking(handshake)
            return act(on: step)
        case .subscribed(let version):
            // Version 2 has no pushes: messages are arrays, and so is the reply to a PING.
            if version == .resp2, let message = value.array, message.first?.string != "pong" {
                return .message(message)
            }
            if inFlight.isEmpty, let error = value.error { return .failed(RedisError(error)) }
            return reply(value)
        case .connecting:
            return .failed(RedisError(.protocolViolation, "the server spoke before it was asked"))
        case .closed:
            return .ignore
        }
    }

    /// Looks whether the first command in flight has waited too long.
    mutating func expiry(now: NIODeadline) -> Expiry {
        guard let deadline = inFlight.first?.deadline else { return .nothingInFlight }
        guard deadline <= now else { return .lookAgain(at: deadline) }
        var expired: [Command] = []
        var missingReplies = 0
        while let first = inFlight.first, first.deadline <= now {
            inFlight.removeFirst()
            missingReplies += first.missingReplies
            if let command = first.command { expired.append(command) }
        }
        return .timedOut(expired, missingReplies: missingReplies)
    }

    /// The caller of a command does not wait any more. Returns the command, the first time.
    mutating func withdraw(_ id: UInt64) -> Command? {
        guard let index = inFlight.firstIndex(where: { $0.command?.id == id }) else { return nil }
        let command = inFlight[index].command
        inFlight[index].command = nil
        inFlight[index].replies = []
        return command
    }

    /// Takes no further commands. Returns whether the connection can be closed at once.
    mutating func drain() -> FollowUp {
        switch state {
        case .ready, .draining:
            state = .draining
            return inFlight.isEmpty ? .close : .goOn
        case .connecting, .handshaking, .subscribed:
            return .close
        case .closed:
            return .goOn
        }
    }

    /// How many replies are still to come.
    var missingReplies: Int { inFlight.reduce(0) { $0 + $1.missingReplies } }

    /// The connection is over. Returns the commands that will not be answered.
    mutating func closed() -> [Command] {
        state = .closed
        let unanswered = inFlight.compactMap(\.command)
        inFlight = []
        return unanswered
    }

    private mutating func act(on step: Handshake.Step) -> Received {
        switch step {
        case .send(let command): return .send(command)
        case .done(let version):
            state = .ready(version)
            return .ready(version)
        case .failed(let error): return .failed(error)
        }
    }

    private mutating func reply(_ value: RESPValue) -> Received {
        guard !inFlight.isEmpty else {
            return .failed(RedisError(.protocolViolation, "the server sent a reply to nothing"))
        }
        if inFlight[0].command?.replyCount == 1 {
            let command = inFlight.removeFirst().command
            return .reply(command, value, then: followUp(value))
        }
        inFlight[0].missingReplies -= 1
        if inFlight[0].command != nil { inFlight[0].replies.append(value) }
        guard inFlight[0].missingReplies == 0 else { return .partOfReplies(then: followUp(value)) }
        let sent = inFlight.removeFirst()
        return .replies(sent.command, sent.replies, then: followUp(value))
    }

    private mutating func followUp(_ value: RESPValue) -> FollowUp {
        if case .error(let error) = value, error.isDemotion, case .ready = state {
            state = .draining
            return inFlight.isEmpty ? .close : .drain
        }
        guard case .draining = state, inFlight.isEmpty else { return .goOn }
        return .close
    }
}
