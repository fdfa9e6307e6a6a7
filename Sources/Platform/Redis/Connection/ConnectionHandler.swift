import NIOCore

/// Does for one connection what its state machine says: reads, writes, keeps the time, completes commands.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Where the server is.
    let address: RedisAddress
    private let account: RedisAccount
    private var machine: ConnectionStateMachine<PendingCommand>
    private var decoder = RESPDecoder()
    private var context: ChannelHandlerContext?
    private var owner: (any ConnectionOwner)?
    private var closeReason: RedisError?
    private var timer: (deadline: NIODeadline, task: Scheduled<Void>)?

    init(address: RedisAddress, handshake: Handshake.Settings, owner: any ConnectionOwner) {
        self.address = address
        account = RedisAccount(user: handshake.user, place: address.description)
        machine = ConnectionStateMachine(handshake: handshake)
        self.owner = owner
    }

    // MARK: What the owner asks for

    /// Writes commands, encoded in `bytes`, in their order.
    func send(_ bytes: ByteBuffer, _ commands: some Sequence<PendingCommand>) {
        guard let context else {
            let error = closeReason ?? RedisError(.connectionClosed, "the connection to \(address) is closed")
            for command in commands { command.fail(error) }
            return
        }
        let now = NIODeadline.now()
        for command in commands { machine.sending(command, deadline: now + command.timeout) }
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
        setTimer()
    }

    /// Asks for messages of channels; the confirmations come as messages too.
    func subscribe(to channels: [String]) {
        machine.subscribing()
        write(RedisCommand("SUBSCRIBE", arguments: channels.map(RedisArgument.text)))
    }

    /// The caller of a command does not wait any more.
    func withdraw(_ id: UInt64) {
        machine.withdraw(id)?.fail(.cancelled(mayHaveRun: true))
    }

    /// Closes the connection once what is in flight has been answered.
    func drain() {
        act(on: machine.drain())
    }

    /// Closes the connection at once.
    func close(reason: RedisError) {
        if closeReason == nil { closeReason = reason }
        guard let context else { return finish() }
        context.close(promise: nil)
    }

    // MARK: What the channel tells

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { act(on: machine.connected()) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        finish()
    }

    func channelActive(context: ChannelHandlerContext) {
        act(on: machine.connected())
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        decoder.append(unwrapInboundIn(data))
        do {
            while self.context != nil, closeReason == nil, let value = try decoder.next() {
                act(on: machine.received(value))
            }
        } catch {
            close(reason: RedisError(.protocolViolation, "\(address) sent what is not RESP: \(error)", cause: error))
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        setTimer()
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        close(reason: RedisError(.connectionClosed, "the connection to \(address) broke", cause: error))
    }

    // MARK: Acting

    private func act(on received: ConnectionStateMachine<PendingCommand>.Received) {
        switch received {
        case .reply(let command, let value, let followUp):
            beforeReply(followUp)
            command?.succeed(value)
            act(on: followUp)
        case .replies(let command, let values, let followUp):
            beforeReply(followUp)
            command?.succeed(values)
            act(on: followUp)
        case .partOfReplies(let followUp):
            beforeReply(followUp)
            act(on: followUp)
        case .message(let message): owner?.connection(self, received: message)
        case .send(let command): write(command)
        case .ready: owner?.connectionIsReady(self)
        case .failed(let error): close(reason: error.naming(account))
        case .ignore: break
        }
    }

    /// The owner knows before a caller does that there is room for another command, or that it should go elsewhere.
    private func beforeReply(_ followUp: ConnectionStateMachine<PendingCommand>.FollowUp) {
        owner?.connection(self, settledReplies: 1)
        switch followUp {
        case .goOn: break
        case .drain, .close: owner?.connectionDrains(self)
        }
    }

    private func act(on followUp: ConnectionStateMachine<PendingCommand>.FollowUp) {
        switch followUp {
        case .goOn, .drain: break
        case .close: close(reason: RedisError(.connectionClosed, "\(address) is not the primary any more"))
        }
    }

    private func write(_ command: RedisCommand) {
        guard let context else { return }
        var encoder = RESPEncoder()
        encoder.reserve(command.encodedBytesBound)
        encoder.encode(command)
        context.writeAndFlush(wrapOutboundOut(encoder.takeBytes()), promise: nil)
    }

    /// One timer for all commands: it looks at the oldest, and is moved only when that must be answered sooner.
    private func setTimer() {
        guard let context, let deadline = machine.nextDeadline, timer.map({ deadline < $0.deadline }) ?? true else {
            return
        }
        timer?.task.cancel()
        let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.timerFired() }
        timer = (deadline, task)
    }

    private func timerFired() {
        timer = nil
        switch machine.expiry(now: .now()) {
        case .nothingInFlight: break
        case .lookAgain: setTimer()
        case .timedOut(let expired, let missingReplies):
            let error = RedisError(.timedOut, "\(address) did not answer in time", mayHaveRun: true)
            // The owner hears of the end first, so that a command tried again goes to the next connection.
            owner?.connection(self, settledReplies: missingReplies)
            owner?.connectionDrains(self)
            for command in expired { command.fail(error) }
            close(reason: RedisError(.connectionClosed, "closed because \(address) did not answer an earlier command"))
        }
    }

    /// The connection is over: tells the owner, and then those who wait.
    private func finish() {
        timer?.task.cancel()
        timer = nil
        guard let owner else { return }
        self.owner = nil
        let reason = closeReason ?? RedisError(.connectionClosed, "\(address) closed the connection")
        owner.connection(self, settledReplies: machine.missingReplies)
        owner.connectionClosed(self, reason: reason)
        for command in machine.closed() { command.fail(reason.with(mayHaveRun: true)) }
    }
}
