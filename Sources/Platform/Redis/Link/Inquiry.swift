import NIOCore

/// Asks servers one after the other until one gives a usable answer. On the event loop, without a task.
struct Inquiry<Answer: Sendable>: Sendable {
    let command: RedisCommand
    let settings: LinkSettings
    /// What the reply of a server means; throws why it is of no use.
    let read: @Sendable (RESPValue, RedisAddress) throws(RedisError) -> Answer

    /// - Parameter servers: in the order in which they are asked.
    func ask(_ servers: [RedisAddress], on eventLoop: any EventLoop) -> EventLoopFuture<Answer> {
        ask(servers[...], settings.forInquiry(amongst: servers.count), [], on: eventLoop)
    }

    private func ask(
        _ servers: ArraySlice<RedisAddress>, _ settings: LinkSettings, _ failures: [RedisError],
        on eventLoop: any EventLoop
    ) -> EventLoopFuture<Answer> {
        guard let server = servers.first else {
            return eventLoop.makeFailedFuture(Self.failure(failures))
        }
        let link = RedisLink(to: FixedAddress(address: server), for: .dedicated, on: eventLoop, settings)
        return link.send(command).flatMapThrowing { reply in
            let account = RedisAccount(user: settings.handshake.user, place: server.description)
            return try read(reply.orThrow(account), server)
        }.always { _ in
            link.close(RedisError(.connectionClosed, "the question was answered"))
        }.flatMapError { error in
            ask(servers.dropFirst(), settings, failures + [Self.failure(error, of: server)], on: eventLoop)
        }
    }

    private static func failure(_ error: any Error, of server: RedisAddress) -> RedisError {
        error as? RedisError ?? RedisError(.connectionFailed, "cannot ask \(server)", cause: error)
    }

    private static func failure(_ failures: [RedisError]) -> RedisError {
        let isRefused = !failures.isEmpty && failures.allSatisfy { $0.code == .authenticationFailed }
        let reasons = failures.map(\.description).joined(separator: "; ")
        return RedisError(isRefused ? .authenticationFailed : .connectionFailed, "no server could tell: \(reasons)")
    }
}

extension [RedisAddress] {
    /// The same addresses, beginning with another one.
    func rotated(by count: Int) -> [RedisAddress] {
        guard !isEmpty else { return [] }
        let start = Int(UInt(bitPattern: count) % UInt(self.count))
        return Array(self[start...] + self[..<start])
    }
}
