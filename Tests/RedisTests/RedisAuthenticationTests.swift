import Redis
import TestSupport
import Testing

@Suite("Signing in")
struct RedisAuthenticationTests {
    @Test("the default user signs in with the server's password", arguments: [2, 3])
    func defaultUser(version: Int) async throws {
        try await withRedis(.init(password: "p@ss/word")) { server in
            try await withClient("redis://:p%40ss%2Fword@127.0.0.1:\(server.port)?protocol=\(version)") { client in
                let user = try await client.send(RedisCommand("ACL", "WHOAMI"))
                #expect(user.string == "default")
            }
        }
    }

    @Test("an ACL user signs in and may do what it may", arguments: [2, 3])
    func aclUser(version: Int) async throws {
        let user = ["--user", "worker", "on", ">secret", "~queue:*", "+@all", "-@dangerous"]
        try await withRedis(.init(arguments: user)) { server in
            let url = "redis://worker:secret@127.0.0.1:\(server.port)?protocol=\(version)"
            try await withClient(url) { client in
                let allowed = try await client.send(RedisCommand("SET", "queue:a", "1"))
                #expect(allowed.string == "OK")
                let error = await redisError { try await client.send(RedisCommand("SET", "other", "1")) }
                #expect(error?.code == .authenticationFailed)
                #expect(error?.serverError?.prefix == "NOPERM")
                #expect(error?.message.contains("127.0.0.1:\(server.port) refused user \"worker\"") == true)
                #expect(error?.isRetryable == false)
            }
        }
    }

    @Test("a wrong password fails with the user and the address, and without the password", arguments: [2, 3])
    func wrongPassword(version: Int) async throws {
        try await withRedis(.init(password: "right")) { server in
            let url = "redis://worker:wrong-one@127.0.0.1:\(server.port)?protocol=\(version)"
            try await withClient(url) { client in
                let error = await redisError { try await client.send(RedisCommand("PING")) }
                #expect(error?.code == .authenticationFailed)
                let text = error.map { "\($0)" } ?? ""
                #expect(text.contains("worker"))
                #expect(text.contains("127.0.0.1:\(server.port)"))
                #expect(!text.contains("wrong-one"))
            }
        }
    }

    @Test("no password where one is needed is told at the first command", arguments: [2, 3])
    func missingPassword(version: Int) async throws {
        try await withRedis(.init(password: "right")) { server in
            try await withClient("redis://127.0.0.1:\(server.port)?protocol=\(version)") { client in
                let error = await redisError { try await client.send(RedisCommand("PING")) }
                #expect(error?.code == .authenticationFailed)
            }
        }
    }
}
