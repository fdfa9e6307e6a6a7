import NIOCore
import Testing

@testable import Redis

@Suite("The states of a connection")
struct ConnectionStateMachineTests {
    private struct Command: InFlightCommand, Equatable {
        var id: UInt64
        var replyCount = 1
    }

    private typealias Machine = ConnectionStateMachine<Command>
    private let readOnly = RESPValue.error(
        RedisServerError(message: "READONLY You can't write against a read only replica."))

    @Test("it is ready after its questions were answered, and not before")
    func handshake() {
        var machine = Machine(handshake: Handshake.Settings())
        #expect(machine.isReady == false)
        guard case .send(let hello) = machine.connected() else { Issue.record("no question"); return }
        #expect(hello.name == "HELLO")
        #expect(machine.isReady == false)
        guard case .ready(.resp3) = machine.received(.map([])) else { Issue.record("not ready"); return }
        #expect(machine.isReady == true)
    }

    @Test("a refused handshake closes")
    func refused() {
        var machine = Machine(handshake: Handshake.Settings())
        _ = machine.connected()
        let refusal = RESPValue.error(RedisServerError(message: "NOAUTH no"))
        guard case .failed(let error) = machine.received(refusal) else { Issue.record("no failure"); return }
        #expect(error.code == .authenticationFailed)
    }

    @Test("replies go to the commands in their order; a pipeline gets all of its own")
    func replies() {
        var machine = ready()
        machine.sending(Command(id: 1), deadline: .distantFuture)
        machine.sending(Command(id: 2, replyCount: 2), deadline: .distantFuture)
        machine.sending(Command(id: 3), deadline: .distantFuture)
        #expect(machine.missingReplies == 4)
        #expect(reply(machine.received(.integer(10))) == [10, 1])
        guard case .partOfReplies(.goOn) = machine.received(.integer(20)) else { Issue.record("no part"); return }
        guard case .replies(let command, let values, .goOn) = machine.received(.integer(21)) else {
            Issue.record("no replies")
            return
        }
        #expect(command?.id == 2)
        #expect(values == [.integer(20), .integer(21)])
        #expect(reply(machine.received(.integer(30))) == [30, 3])
        #expect(machine.missingReplies == 0)
    }

    @Test("a reply to nothing is a violation")
    func unexpected() {
        var machine = ready()
        guard case .failed(let error) = machine.received(.integer(1)) else { Issue.record("no failure"); return }
        #expect(error.code == .protocolViolation)
    }

    @Test("a withdrawn command's reply goes to nobody, and the next one to its owner")
    func withdrawn() {
        var machine = ready()
        machine.sending(Command(id: 1), deadline: .distantFuture)
        machine.sending(Command(id: 2, replyCount: 2), deadline: .distantFuture)
        machine.sending(Command(id: 3), deadline: .distantFuture)
        #expect(machine.withdraw(1)?.id == 1)
        #expect(machine.withdraw(1) == nil)
        #expect(machine.withdraw(2)?.id == 2)
        #expect(machine.withdraw(9) == nil)
        guard case .replies(nil, _, .goOn) = machine.received(.integer(1)) else { Issue.record("an owner"); return }
        guard case .partOfReplies = machine.received(.integer(2)) else { Issue.record("no part"); return }
        guard case .replies(nil, _, .goOn) = machine.received(.integer(3)) else { Issue.record("an owner"); return }
        #expect(reply(machine.received(.integer(4))) == [4, 3])
    }

    @Test("commands past their time are given up together, and only the first's time is looked at")
    func expiry() {
        var machine = ready()
        let start = NIODeadline.uptimeNanoseconds(1000)
        guard case .nothingInFlight = machine.expiry(now: start) else { Issue.record("something"); return }
        machine.sending(Command(id: 1), deadline: start + .seconds(1))
        machine.sending(Command(id: 2, replyCount: 3), deadline: start + .seconds(1))
        machine.sending(Command(id: 3), deadline: start + .seconds(2))
        #expect(machine.nextDeadline == start + .seconds(1))
        guard case .lookAgain(let at) = machine.expiry(now: start) else { Issue.record("expired early"); return }
        #expect(at == start + .seconds(1))
        guard case .timedOut(let expired, let missing) = machine.expiry(now: start + .seconds(1)) else {
            Issue.record("not expired")
            return
        }
        #expect(expired.map(\.id) == [1, 2])
        #expect(missing == 4)
        #expect(machine.closed().map(\.id) == [3])
    }

    @Test("a server that is no primary any more gets no further command; the connection ends with the last reply")
    func demotion() {
        var machine = ready()
        for id in 1...3 { machine.sending(Command(id: UInt64(id)), deadline: .distantFuture) }
        guard case .reply(_, readOnly, .drain) = machine.received(readOnly) else { Issue.record("no drain"); return }
        #expect(machine.isReady == false)
        guard case .reply(_, readOnly, .goOn) = machine.received(readOnly) else { Issue.record("twice"); return }
        guard case .reply(let last, _, .close) = machine.received(.integer(1)) else { Issue.record("open"); return }
        #expect(last?.id == 3)
    }

    @Test("the only command's READONLY closes at once, also where its caller has withdrawn")
    func demotionAlone() {
        var machine = ready()
        machine.sending(Command(id: 1), deadline: .distantFuture)
        _ = machine.withdraw(1)
        guard case .replies(nil, _, .close) = machine.received(readOnly) else { Issue.record("open"); return }
    }

    @Test("READONLY within a pipeline lets the pipeline end")
    func demotionInPipeline() {
        var machine = ready()
        machine.sending(Command(id: 1, replyCount: 2), deadline: .distantFuture)
        guard case .partOfReplies(.drain) = machine.received(readOnly) else { Issue.record("no drain"); return }
        guard case .replies(_, let values, .close) = machine.received(.integer(1)) else { Issue.record("open"); return }
        #expect(values == [readOnly, .integer(1)])
    }

    @Test("draining without anything in flight closes")
    func drain() {
        var machine = ready()
        guard case .close = machine.drain() else { Issue.record("open"); return }
        var busy = ready()
        busy.sending(Command(id: 1), deadline: .distantFuture)
        guard case .goOn = busy.drain() else { Issue.record("closed"); return }
        guard case .reply(_, _, .close) = busy.received(.integer(1)) else { Issue.record("open"); return }
        var connecting = Machine(handshake: Handshake.Settings())
        guard case .close = connecting.drain() else { Issue.record("open"); return }
    }

    @Test("messages come as pushes in version 3 and as arrays in version 2; answers to PING are told from them")
    func subscribed() {
        var new = ready()
        new.subscribing()
        guard case .message(let push) = new.received(.push([.simpleString("message")])) else {
            Issue.record("no message")
            return
        }
        #expect(push.count == 1)
        new.sending(Command(id: 1), deadline: .distantFuture)
        #expect(reply(new.received(.simpleString("PONG"))) == [nil, 1])
        var old = ready(.resp2)
        old.subscribing()
        guard case .message = old.received(.array([.simpleString("message")])) else {
            Issue.record("no message")
            return
        }
        old.sending(Command(id: 1), deadline: .distantFuture)
        guard case .reply(_, _, .goOn) = old.received(.array([.simpleString("pong"), .simpleString("")])) else {
            Issue.record("no reply")
            return
        }
    }

    @Test("a refused subscription closes")
    func refusedSubscription() {
        var machine = ready()
        machine.subscribing()
        let refusal = RESPValue.error(RedisServerError(message: "NOPERM no"))
        guard case .failed(let error) = machine.received(refusal) else { Issue.record("no failure"); return }
        #expect(error.code == .authenticationFailed)
    }

    @Test("after the end nothing happens")
    func closed() {
        var machine = ready()
        machine.sending(Command(id: 1), deadline: .distantFuture)
        machine.sending(Command(id: 2), deadline: .distantFuture)
        _ = machine.withdraw(1)
        #expect(machine.closed().map(\.id) == [2])
        #expect(machine.closed().isEmpty)
        guard case .ignore = machine.received(.integer(1)) else { Issue.record("something"); return }
        guard case .ignore = machine.connected() else { Issue.record("something"); return }
        guard case .goOn = machine.drain() else { Issue.record("something"); return }
    }

    private func ready(_ version: RedisProtocolVersion = .resp3) -> Machine {
        var machine = Machine(handshake: Handshake.Settings(version: version))
        _ = machine.connected()
        _ = machine.received(version == .resp3 ? .map([]) : .simpleString("PONG"))
        return machine
    }

    /// The reply's number and the command it goes to.
    private func reply(_ received: Machine.Received) -> [Int64?] {
        guard case .reply(let command, let value, .goOn) = received else { return [] }
        return [value.int, command.map { Int64($0.id) }]
    }
}
