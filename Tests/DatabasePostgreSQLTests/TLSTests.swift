import Database
import DatabasePostgreSQL
import Foundation
import TestSupport
import Testing

@Suite("Encrypted connections to PostgreSQL", .timeLimit(.minutes(10)))
struct TLSTests {
    private static let isEncrypted = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"

    @Test func `each mode verifies what it says`() async throws {
        try await withTemporaryDirectory { folder in
            let files = try await TLSFiles.make(in: folder)
            let others = folder + "/others"
            try FileManager.default.createDirectory(atPath: others, withIntermediateDirectories: true)
            let strangers = try await TLSFiles.make(in: others)
            try await withPostgresServer(.init(tls: files)) { server in
                // The certificate is for localhost.
                let expected: [(PostgresConfiguration.TLSMode, host: String, authority: String?, isEncrypted: Int?)] = [
                    (.disable, "127.0.0.1", nil, 0), (.prefer, "127.0.0.1", nil, 1), (.require, "127.0.0.1", nil, 1),
                    (.verifyCA, "127.0.0.1", files.authority, 1), (.verifyFull, "localhost", files.authority, 1),
                    (.verifyCA, "127.0.0.1", strangers.authority, nil),
                    (.verifyFull, "localhost", strangers.authority, nil),
                    (.verifyFull, "127.0.0.1", files.authority, nil),
                ]
                for (mode, host, authority, isEncrypted) in expected {
                    var configuration = server.configuration()
                    configuration.tls = mode
                    configuration.host = host
                    configuration.authorityFile = authority
                    if let isEncrypted {
                        try await withPostgres(at: configuration) { database in
                            let found = try await database.number(Self.isEncrypted)
                            #expect(found == isEncrypted)
                        }
                    } else {
                        let error = await connectError(configuration)
                        #expect(error?.code == .accessDenied, "\(mode)")
                        #expect(error?.message.contains("certificate") == true)
                    }
                }
            }
        }
    }

    @Test func `large answers and parameters pass`() async throws {
        try await withTemporaryDirectory { folder in
            try await withPostgresServer(.init(tls: TLSFiles.make(in: folder))) { server in
                try await withPostgres(at: server.configuration()) { database in
                    for count in [8_000, 16_384, 20_000, 1_000_000] {
                        let text = String(repeating: "x", count: count)
                        let answer = try await database.read { connection in
                            try connection.firstRow("SELECT $1 || '!'", text) { try $0.next() as String }
                        }
                        #expect(answer == text + "!")
                    }
                }
            }
        }
    }

    @Test func `encryption that a server does not offer is not waited for`() async throws {
        var configuration = try await PostgresServer.shared.configuration()
        configuration.tls = .require
        let error = await connectError(configuration)
        #expect(error?.code == .accessDenied)
        #expect(error?.message.contains("does not support SSL") == true)
    }

    @Test(arguments: ["sslrootcert", "sslcert", "sslkey"])
    func `a file that is missing is named`(option: String) async throws {
        var configuration = try await PostgresServer.shared.configuration()
        switch option {
        case "sslrootcert": configuration.authorityFile = "/no/such.pem"
        case "sslcert": configuration.certificateFile = "/no/such.pem"
        default: configuration.privateKeyFile = "/no/such.pem"
        }
        let error = await connectError(configuration)
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("\(option): /no/such.pem cannot be read: No such file") == true)
    }
}
