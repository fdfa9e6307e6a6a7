import Database
import DatabaseSQLite
import Foundation
import JSON
import TestSupport
import Testing

extension EndToEnd {
    @Suite("The audit command")
    struct AuditCommandTests {
        private func audit(
            _ installation: Installation, _ arguments: String..., settings: [String: String] = [:]
        ) async throws -> (exit: ChildProcess.Exit, report: JSONObject) {
            let (exit, output, errors) = try await installation.run(
                ["audit", "--json"] + arguments, settings: settings)
            try #require(!output.isEmpty, "\(errors)")
            return (exit, try JSONObject(parsing: output.utf8))
        }

        private func names(_ report: JSONObject, _ list: String = "findings") throws -> [String] {
            try report.require(list, as: [JSONObject].self).map { try $0.require("name") }
        }

        @Test("finds nothing in a system under load, on either queue", arguments: QueuePlace.allCases)
        func underLoad(_ place: QueuePlace) async throws {
            try await place.with { settings in
                try await Installation.with(settings) { installation in
                    let guest = try await installation.guest()
                    let server = try await installation.serve()
                    let homestays = try await server.api.homestays().filter(\.isOnSale)
                    let ledger = Ledger(clients: 16)
                    ledger.moved(to: try server.url)
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for _ in 0..<ledger.clients {
                            let client = LoadClient(
                                guest: guest, homestays: homestays, ledger: ledger, http: installation.http)
                            group.addTask { try await client.run() }
                        }
                        for _ in 0..<3 {
                            let (exit, report) = try await audit(installation, "--grace", "10s")
                            let found = try names(report)
                            #expect(exit == .status(0), "\(found)")
                        }
                        ledger.close()
                        try await group.waitForAll()
                    }
                    #expect(!ledger.placed.isEmpty && !ledger.paid.isEmpty)
                    try await eventually("the system has come to rest") {
                        try await audit(installation, "--grace", "0s").exit == .status(0)
                    }
                    let report = try await audit(installation).report
                    #expect(try report.require("orders") == ledger.placed.count)
                    try await server.stop()
                }
            }
        }

        @Test("tells what is wrong, mends it beside the server, and ends with 0 when it is whole")
        func repair() async throws {
            try await Installation.with(["SCHEDULER_SWEEP_EVERY": "1d"]) { installation in
                let guest = try await installation.guest()
                let server = try await installation.serve()
                let api = try server.api
                let sn = try await api.place(Wish(), as: guest)
                try await eventually("the task is in the queue") {
                    try await audit(installation, "--grace", "0s").exit == .status(0)
                }
                try await installation.withDatabase("orders") { database in
                    _ = try await database.write { connection in
                        try connection.execute("UPDATE homestay_order SET created_at = created_at - 3600000000000")
                    }
                }
                let (exit, report) = try await audit(installation)
                #expect(exit == .status(1))
                let findings: [JSONObject] = try report.require("findings")
                #expect(try names(report) == ["order-overdue"])
                #expect(try findings[0].require("subject") == sn)
                #expect(try findings[0].require("severity") == "breach")
                #expect(try findings[0].require("repairable") == true)
                let text = try await installation.run("audit")
                #expect(text.exit == .status(1) && text.output.contains(sn) && text.output.contains("--repair"))

                let mended = try await audit(installation, "--repair")
                #expect(mended.exit == .status(0))
                #expect(try names(mended.report, "repairs") == ["order-overdue"])
                #expect(try await api.state(sn, as: guest) == -1)
                let again = try await audit(installation, "--repair")
                #expect(try names(again.report, "repairs").isEmpty)
                #expect(again.exit == .status(0))
                try await server.stop()
            }
        }

        @Test("goes by the settings: what is overdue depends on them")
        func settings() async throws {
            try await Installation.with { installation in
                let guest = try await installation.guest()
                let server = try await installation.serve()
                let sn = try await server.api.place(Wish(), as: guest)
                try await server.kill()
                let settings = ["ORDER_CLOSE_AFTER": "100ms"]
                try await eventually("the order is overdue") {
                    let (exit, report) = try await audit(installation, "--grace", "0s", settings: settings)
                    return try exit == .status(1) && names(report).contains("order-overdue")
                }
                #expect(!sn.isEmpty)
            }
        }

        @Test(
            "refuses what makes no sense before anything is opened",
            arguments: [
                ["--grace", "soon"], ["--grace", "8d"], ["--grace", "-1s"], ["--grace"], ["--mend"], ["all"],
            ])
        func usage(_ arguments: [String]) async throws {
            try await Installation.with(seeded: false) { installation in
                let (exit, output, errors) = try await installation.run(["audit"] + arguments)
                #expect(exit == .status(64) && output.isEmpty && !errors.isEmpty)
                #expect(!FileManager.default.fileExists(atPath: installation.dataDirectory))
            }
        }

        @Test(
            "ends with 2 where a store is missing, and makes none",
            arguments: ["orders", "payments", "queue", "events"])
        func missing(_ store: String) async throws {
            try await Installation.with(seeded: false) { installation in
                try await installation.succeed("migrate")
                let file = "\(installation.dataDirectory)/\(store).sqlite"
                try FileManager.default.removeItem(atPath: file)
                let (exit, output, errors) = try await installation.run("audit")
                #expect(exit == .status(2) && output.isEmpty)
                #expect(errors.contains("data.directory") && errors.contains(file), "\(errors)")
                #expect(!FileManager.default.fileExists(atPath: file))
            }
        }

        @Test(
            "ends with 2 at a store of another version or that is none, and says which it is",
            arguments: ["orders", "payments", "queue", "events"])
        func otherVersion(_ store: String) async throws {
            try await Installation.with(seeded: false) { installation in
                try await installation.succeed("migrate")
                let file = "\(installation.dataDirectory)/\(store).sqlite"
                try await installation.withDatabase(store) { database in
                    _ = try await database.write { connection in
                        try connection.execute("INSERT INTO schema_migration (number, name) VALUES (99, 'later')")
                    }
                }
                var result = try await installation.run("audit")
                #expect(result.exit == .status(2) && result.output.isEmpty)
                #expect(result.errors.contains("newer version") && result.errors.contains(file), "\(result.errors)")
                try FileManager.default.removeItem(atPath: file)
                #expect(FileManager.default.createFile(atPath: file, contents: nil))
                result = try await installation.run("audit")
                #expect(result.exit == .status(2) && result.errors.contains("sojourn migrate"), "\(result.errors)")
                try Data("no database, but long enough to be taken for one by its size".utf8)
                    .write(to: URL(fileURLWithPath: file))
                result = try await installation.run("audit")
                #expect(result.exit == .status(2) && result.errors.contains(file), "\(result.errors)")
            }
        }

        @Test("ends with 2 where Redis is not there, and names its address")
        func noRedis() async throws {
            try await Installation.with(seeded: false) { installation in
                try await installation.succeed("migrate")
                let settings = ["QUEUE_BACKEND": "redis", "QUEUE_REDIS_URL": "redis://127.0.0.1:1"]
                let (exit, output, errors) = try await installation.run("audit", settings: settings)
                #expect(exit == .status(2) && output.isEmpty)
                #expect(errors.contains("127.0.0.1:1"), "\(errors)")
            }
        }

        @Test("ends with 2 where the settings are wrong, and names them")
        func wrongSettings() async throws {
            try await Installation.with(seeded: false) { installation in
                let (exit, _, errors) = try await installation.run(
                    "audit", settings: ["ORDER_CLOSE_AFTER": "a while"])
                #expect(exit == .status(2))
                #expect(errors.contains("order.closeAfter") || errors.contains("ORDER_CLOSE_AFTER"), "\(errors)")
            }
        }
    }
}
