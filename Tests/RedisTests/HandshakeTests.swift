import Testing

@testable import Redis

@Suite("Signing in, question by question")
struct HandshakeTests {
    private let ok = RESPValue.simpleString("OK")

    @Test("version 3 signs in, names itself and selects with two questions")
    func version3() throws {
        var handshake = Handshake(
            Handshake.Settings(user: "worker", password: "secret", clientName: "me", database: 2))
        #expect(
            try question(handshake.start()) == RedisCommand("HELLO", 3, "AUTH", "worker", "secret", "SETNAME", "me"))
        #expect(try question(handshake.received(.map([]))) == RedisCommand("SELECT", 2))
        #expect(version(handshake.received(ok)) == .resp3)
    }

    @Test(
        "a server that does not know version 3 is asked in version 2",
        arguments: [
            "NOPROTO unsupported protocol version", "ERR unknown command 'HELLO', with args beginning with: '3' ",
            "ERR unknown command `HELLO`, with args beginning with: `3`, ",
        ])
    func fallback(refusal: String) throws {
        var handshake = Handshake(
            Handshake.Settings(user: "worker", password: "secret", clientName: "me", database: 2))
        _ = handshake.start()
        let refused = RESPValue.error(RedisServerError(message: refusal))
        #expect(try question(handshake.received(refused)) == RedisCommand("AUTH", "worker", "secret"))
        #expect(try question(handshake.received(ok)) == RedisCommand("CLIENT", "SETNAME", "me"))
        #expect(try question(handshake.received(ok)) == RedisCommand("SELECT", 2))
        #expect(try question(handshake.received(ok)) == RedisCommand("PING"))
        #expect(version(handshake.received(.simpleString("PONG"))) == .resp2)
    }

    @Test("version 2 with nothing to say asks whether anybody is there")
    func plain() throws {
        var handshake = Handshake(Handshake.Settings(version: .resp2))
        #expect(try question(handshake.start()) == RedisCommand("PING"))
        #expect(version(handshake.received(.simpleString("PONG"))) == .resp2)
    }

    @Test("a password without a user is the default user's")
    func defaultUser() throws {
        var new = Handshake(Handshake.Settings(password: "p"))
        #expect(try question(new.start()) == RedisCommand("HELLO", 3, "AUTH", "default", "p"))
        var old = Handshake(Handshake.Settings(password: "p", version: .resp2))
        #expect(try question(old.start()) == RedisCommand("AUTH", "p"))
    }

    @Test("a server that is no primary is refused where a primary is needed")
    func role() throws {
        var handshake = Handshake(Handshake.Settings(requiresPrimary: true))
        _ = handshake.start()
        #expect(try question(handshake.received(.map([]))) == RedisCommand("ROLE"))
        var other = handshake
        let primary = RESPValue.array([.simpleString("master"), .integer(0), .array([])])
        #expect(version(handshake.received(primary)) == .resp3)
        let failure = failure(other.received(.array([.simpleString("slave")])))
        #expect(failure?.code == .connectionFailed)
        #expect(failure?.isRetryable == true)
    }

    @Test(
        "errors are told apart",
        arguments: [
            ("WRONGPASS invalid username-password pair or user is disabled.", RedisError.Code.authenticationFailed),
            ("NOAUTH HELLO must be called with the client already authenticated", .authenticationFailed),
            ("ERR invalid password", .authenticationFailed),
            ("ERR max number of clients reached", .connectionFailed),
            ("LOADING Redis is loading the dataset in memory", .connectionFailed),
        ])
    func errors(message: String, code: RedisError.Code) {
        var handshake = Handshake(Handshake.Settings(password: "p"))
        _ = handshake.start()
        let failure = failure(handshake.received(.error(RedisServerError(message: message))))
        #expect(failure?.code == code)
        #expect(failure?.serverError?.message == message)
    }

    @Test("an answer to another question is a violation")
    func otherAnswer() {
        for (settings, reply) in [
            (Handshake.Settings(), RESPValue.simpleString("OK")), (Handshake.Settings(), .null),
            (Handshake.Settings(version: .resp2), .simpleString("OK")),
            (Handshake.Settings(password: "p", version: .resp2), .simpleString("PONG")),
        ] {
            var handshake = Handshake(settings)
            _ = handshake.start()
            #expect(failure(handshake.received(reply))?.code == .protocolViolation)
        }
    }

    @Test("an answer that is no role is a failure")
    func oddRole() {
        var handshake = Handshake(Handshake.Settings(requiresPrimary: true))
        _ = handshake.start()
        _ = handshake.received(.map([]))
        #expect(failure(handshake.received(.integer(1)))?.code == .connectionFailed)
    }

    private func question(_ step: Handshake.Step) throws -> RedisCommand {
        guard case .send(let command) = step else { throw RedisError(.protocolViolation, "no question: \(step)") }
        return command
    }

    private func version(_ step: Handshake.Step) -> RedisProtocolVersion? {
        guard case .done(let version) = step else { return nil }
        return version
    }

    private func failure(_ step: Handshake.Step) -> RedisError? {
        guard case .failed(let error) = step else { return nil }
        return error
    }
}
