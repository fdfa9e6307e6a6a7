import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Records on PostgreSQL")
    struct PostgresRecordsTests {
        private static func url(_ server: PostgresServer) -> String {
            "postgres://postgres@127.0.0.1:\(server.port)/sojourn?sslmode=disable"
        }

        @Test("an unpaid order closes, a paid one does not, the audit is clean, and no file is made for records")
        func closes() async throws {
            try await withPostgresServer { postgres in
                let settings = ["DATABASE_URL": Self.url(postgres), "ORDER_CLOSE_AFTER": "2s"]
                try await Installation.with(settings) { installation in
                    let guest = try await installation.guest()
                    let server = try await installation.serve()
                    let api = try server.api
                    let paid = try await api.place(Wish(), as: guest)
                    let unpaid = try await api.place(Wish(arrival: 8), as: guest)
                    #expect(try await api.post(Path.create, Wish().json, as: guest).code == 400_002)
                    #expect(try await api.pay(paid, as: guest).status == 200)
                    try await eventually("the other order closes") { try await api.state(unpaid, as: guest) == -1 }
                    #expect(try await api.state(paid, as: guest) == 1)
                    try await eventually("nothing is owed any more") {
                        try await installation.run("audit", "--grace", "0s").exit == .status(0)
                    }
                    try await server.stop()
                    let files = try FileManager.default.contentsOfDirectory(atPath: installation.dataDirectory)
                    #expect(!files.contains { $0.hasPrefix("orders") || $0.hasPrefix("payments") }, "\(files)")
                }
            }
        }

        @Test("the process says 503 while the server is away, and goes on when it is back")
        func away() async throws {
            try await withPostgresServer { postgres in
                try await Installation.with(["DATABASE_URL": Self.url(postgres)]) { installation in
                    let guest = try await installation.guest()
                    let api = try await installation.serve().api
                    let sn = try await api.place(Wish(), as: guest)
                    try await postgres.kill()
                    let reply = try await api.post(Path.create, Wish(arrival: 9).json, as: guest)
                    #expect(reply.status == 503, "\(reply)")
                    try await eventually("the process is not ready") {
                        try await api.get("/health/ready").status == 503
                    }
                    #expect(try await api.get("/health/live").status == 200)
                    try await postgres.start()
                    try await eventually("the process is ready again") {
                        try await api.get("/health/ready").status == 200
                    }
                    #expect(try await api.state(sn, as: guest) == 0)
                    _ = try await api.place(Wish(arrival: 9), as: guest)
                }
            }
        }

        @Test("a wrong password, a wrong option and a server that is not there are named with their setting")
        func unusable() async throws {
            try await withPostgresServer(.init(password: "right")) { postgres in
                try await Installation.with(seeded: false) { installation in
                    let cases = [
                        ("postgres://postgres:hunter2@127.0.0.1:\(postgres.port)/sojourn", "\(postgres.port)"),
                        ("postgres://postgres:hunter2@127.0.0.1:1/sojourn", "127.0.0.1:1"),
                        ("postgres://postgres:hunter2@127.0.0.1/sojourn?sslmod=off", "sslmod"),
                        ("postgres://postgres:hunter2@127.0.0.1:99999/sojourn", "65535"),
                        ("sqlite:/somewhere", "data.directory"),
                    ]
                    for (url, expected) in cases {
                        for command in ["serve", "migrate"] {
                            let startedAt = ContinuousClock.now
                            let (exit, _, errors) = try await installation.run(
                                [command], settings: ["DATABASE_URL": url])
                            #expect(exit == .status(1), "\(url)")
                            #expect(errors.contains("database.url") && errors.contains(expected), "\(errors)")
                            #expect(!errors.contains("hunter2"), "\(errors)")
                            #expect(ContinuousClock.now - startedAt < .seconds(20))
                        }
                    }
                }
            }
        }
    }
}
