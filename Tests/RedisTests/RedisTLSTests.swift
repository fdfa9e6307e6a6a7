import Foundation
import Redis
import TestSupport
import Testing

@Suite("Encrypted connections")
struct RedisTLSTests {
    @Test("a server whose authority is trusted is spoken to", arguments: [2, 3])
    func trusted(version: Int) async throws {
        try await withTLS { server, files in
            let url = "rediss://localhost:\(server.tlsPort ?? 0)?ca=\(files.authority)&protocol=\(version)"
            try await withClient(url) { client in
                let large = [UInt8](repeating: 42, count: 1_000_000)
                _ = try await client.send(RedisCommand("SET", "key", .bytes(large)))
                #expect(try await client.send(RedisCommand("GET", "key")).bytes == large)
            }
        }
    }

    @Test("an unknown authority is refused, unless the server is not verified")
    func unknownAuthority() async throws {
        try await withTLS { server, _ in
            let url = "rediss://localhost:\(server.tlsPort ?? 0)"
            let error = try await withClient(url) { client in
                await redisError { try await client.send(RedisCommand("PING")) }
            }
            #expect(error?.code == .connectionFailed)
            #expect(error?.mayHaveRun == false)
            try await withClient(url + "?verify=false") { client in
                let reply = try await client.send(RedisCommand("PING"))
                #expect(reply.string == "PONG")
            }
        }
    }

    @Test("a certificate for another name is refused")
    func otherName() async throws {
        try await withTLS { server, files in
            try await withClient("rediss://127.0.0.1:\(server.tlsPort ?? 0)?ca=\(files.authority)") { client in
                let error = await redisError { try await client.send(RedisCommand("PING")) }
                #expect(error?.code == .connectionFailed)
            }
        }
    }

    @Test("a file that is missing, or is no certificate, is named")
    func badFiles() async throws {
        try await withTemporaryDirectory { folder in
            try "no certificate".write(toFile: folder + "/bad.pem", atomically: true, encoding: .utf8)
            for file in [folder + "/missing.pem", folder + "/bad.pem"] {
                try await withClient("rediss://localhost:1?ca=\(file)") { client in
                    let error = await redisError { try await client.send(RedisCommand("PING")) }
                    #expect(error?.code == .invalidConfiguration)
                    #expect(error.map { "\($0)" }?.contains(file) == true)
                }
            }
        }
    }

    @Test("a server that does not speak TLS is a failed connection")
    func plainServer() async throws {
        try await withRedis { server in
            try await withClient("rediss://localhost:\(server.port)", { $0.connectTimeout = .milliseconds(500) }) {
                client in
                let error = await redisError { try await client.send(RedisCommand("PING")) }
                #expect(error?.code == .connectionFailed)
            }
        }
    }

    /// Runs `body` with a server that has a certificate for `localhost`, from an authority that exists for this test.
    private func withTLS(_ body: (RedisServer, TLSFiles) async throws -> Void) async throws {
        try await withTemporaryDirectory { folder in
            let files = try await TLSFiles.make(in: folder)
            try await withRedis(.init(tls: files)) { try await body($0, files) }
        }
    }
}
