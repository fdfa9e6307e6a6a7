/// What a new connection asks before it carries commands: signing in, its name, its database.
///
/// One question at a time: `HELLO 3` does all but the database; a server that does not know it is asked in version 2's
/// way, with `AUTH` and `CLIENT SETNAME`.
struct Handshake {
    /// Who signs in, and what the connection is for.
    struct Settings: Sendable {
        var user: String?
        var password: String?
        var clientName: String?
        var database = 0
        var version = RedisProtocolVersion.resp3
        /// Whether only a primary will do.
        var requiresPrimary = false
    }

    enum Step {
        case send(RedisCommand)
        case done(RedisProtocolVersion)
        case failed(RedisError)
    }

    private enum Question {
        /// Becomes `select`, or after a refusal `auth`.
        case hello
        /// Becomes `setName`.
        case auth
        /// Becomes `select`.
        case setName
        /// Becomes `role`.
        case select
        /// Becomes `ping`, in version 2, or the end.
        case role
        /// Becomes the end.
        case ping
    }

    private let settings: Settings
    private var version: RedisProtocolVersion
    private var question: Question

    init(_ settings: Settings) {
        self.settings = settings
        version = settings.version
        question = settings.version == .resp3 ? .hello : .auth
    }

    /// The first question.
    mutating func start() -> Step { ask(question) }

    mutating func received(_ reply: RESPValue) -> Step {
        if let error = reply.error {
            guard question == .hello, Self.refusesHello(error) else { return .failed(Self.failure(error)) }
            version = .resp2
            return ask(.auth)
        }
        switch question {
        case .hello where reply.pairs != nil: return ask(.select)
        case .auth where reply.string == "OK": return ask(.setName)
        case .setName where reply.string == "OK": return ask(.select)
        case .select where reply.string == "OK": return ask(.role)
        case .ping where reply.string == "PONG": return .done(version)
        case .role:
            guard let role = reply.array?.first?.string, role == "master" else {
                return .failed(RedisError(.connectionFailed, "the server is not the primary"))
            }
            return ask(.ping)
        case .hello, .auth, .setName, .select, .ping:
            return .failed(RedisError(.protocolViolation, "the server answered a question with something else"))
        }
    }

    /// Asks a question, or the next one that is needed.
    private mutating func ask(_ next: Question) -> Step {
        question = next
        switch next {
        case .hello:
            return .send(hello)
        case .auth:
            guard let password = settings.password else { return ask(.setName) }
            let user = settings.user.map { [RedisArgument.text($0)] } ?? []
            return .send(RedisCommand("AUTH", arguments: user + [.text(password)]))
        case .setName:
            guard let name = settings.clientName else { return ask(.select) }
            return .send(RedisCommand("CLIENT", "SETNAME", .text(name)))
        case .select:
            guard settings.database != 0 else { return ask(.role) }
            return .send(RedisCommand("SELECT", .integer(Int64(settings.database))))
        case .role:
            guard settings.requiresPrimary else { return ask(.ping) }
            return .send(RedisCommand("ROLE"))
        case .ping:
            // In version 3 HELLO was answered; else this is what tells that the server answers, and to whom.
            guard version == .resp2 else { return .done(version) }
            return .send(RedisCommand("PING"))
        }
    }

    private var hello: RedisCommand {
        var arguments: [RedisArgument] = [3]
        if let password = settings.password {
            arguments += ["AUTH", .text(settings.user ?? "default"), .text(password)]
        }
        if let name = settings.clientName { arguments += ["SETNAME", .text(name)] }
        return RedisCommand("HELLO", arguments: arguments)
    }

    private static func refusesHello(_ error: RedisServerError) -> Bool {
        error.prefix == "NOPROTO" || error.message.lowercased().contains("unknown command")
    }

    private static func failure(_ error: RedisServerError) -> RedisError {
        let failure = RedisError(error)
        // Servers before version 6 have no prefix of its own for a wrong password.
        guard failure.code != .authenticationFailed, !error.message.contains("invalid password") else {
            return RedisError(.authenticationFailed, error.message, cause: error)
        }
        return RedisError(.connectionFailed, error.message, cause: error)
    }
}
