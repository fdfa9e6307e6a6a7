import Database
import DatabaseSQLite
import Foundation
import JSON
import TestSupport
import Testing

extension EndToEnd {
    @Suite("The queue commands")
    struct QueueCommandTests {
        /// Runs a command that must succeed, and reads what it prints as JSON.
        private func json(_ installation: Installation, _ arguments: String...) async throws -> JSONObject {
            let output = try await installation.succeed(["queue"] + arguments + ["--json"])
            return try JSONObject(parsing: output.utf8)
        }

        private func ids(_ installation: Installation, _ state: String) async throws -> [String] {
            let tasks: [JSONObject] = try await json(installation, "tasks", "default", "--state", state)
                .require("tasks")
            return try tasks.map { try $0.require("id") }
        }

        @Test("look into a served queue and change it, on either backend", arguments: QueuePlace.allCases)
        func beside(_ place: QueuePlace) async throws {
            try await place.with { settings in
                try await Installation.with(settings) { installation in
                    let guest = try await installation.guest()
                    let server = try await installation.serve()
                    let sn = try await server.api.place(Wish(), as: guest)
                    try await eventually("the queue has the task") {
                        try await ids(installation, "scheduled") == [sn]
                    }

                    let task = try await json(installation, "task", "default", sn)
                    #expect(try task.require("type") == "defer:homestay_order:close")
                    #expect(try task.require("payload") == #"{"Sn":"\#(sn)"}"#)
                    let text = try await installation.succeed(["queue", "task", "default", sn])
                    #expect(text.contains(#"{"Sn":"\#(sn)"}"#) && text.contains("in 19 min"), "\(text)")

                    let queues: [JSONObject] = try await json(installation, "ls").require("queues")
                    let queue = try #require(try queues.first { try $0.require("queue") == "default" })
                    #expect(try queue.require("scheduled") == 1)
                    #expect(try await installation.succeed(["queue", "ls"]).contains("default"))

                    let servers: [JSONObject] = try await json(installation, "servers").require("servers")
                    #expect(servers.count == 1)
                    #expect(try servers[0].require("status") == "active")
                    #expect(try servers[0].require("pid") == Int(server.process.processID))
                    let entries: [JSONObject] = try await json(installation, "cron").require("entries")
                    #expect(Set(try entries.map { try $0.require("entry", as: String.self) }).count == 2)

                    // A paused queue hands out nothing: the task stays pending until it is resumed.
                    #expect(try await json(installation, "pause", "default").require("paused") == true)
                    #expect(try await json(installation, "run", "default", sn).require("count") == 1)
                    #expect(try await ids(installation, "pending").contains(sn))
                    #expect(try await server.api.state(sn, as: guest) == 0)
                    #expect(try await json(installation, "resume", "default").require("paused") == false)
                    let api = try server.api
                    try await eventually("the order closes") { try await api.state(sn, as: guest) == -1 }
                    #expect(
                        try await json(installation, "stats", "default").require("history", as: [JSONObject].self).count
                            == 7)
                    #expect(try await installation.succeed(["queue", "dash"]).contains("Task queue"))
                    try await server.stop()
                    #expect(try await json(installation, "servers").require("servers", as: [JSONObject].self).isEmpty)
                }
            }
        }

        @Test("name what is wrong and end with status 1", arguments: QueuePlace.allCases)
        func wrong(_ place: QueuePlace) async throws {
            try await place.with { settings in
                try await Installation.with(settings) { installation in
                    let guest = try await installation.guest()
                    let server = try await installation.serve()
                    let sn = try await server.api.place(Wish(), as: guest)
                    try await eventually("the queue has the task") {
                        try await ids(installation, "scheduled") == [sn]
                    }
                    for arguments in [
                        ["tasks", "defualt"], ["stats", "defualt"], ["task", "defualt", sn], ["pause", "defualt"],
                        ["resume", "defualt"], ["run", "defualt", sn], ["rm", "defualt", "--force"],
                        ["delete", "defualt", "--all", "--state", "archived", "--force"],
                    ] {
                        let (exit, output, errors) = try await installation.run(["queue"] + arguments)
                        #expect(exit == .status(1) && output.isEmpty, "\(arguments): \(output)")
                        #expect(errors.contains("«defualt»") && errors.contains("default"), "\(errors)")
                    }
                    for (arguments, named) in [
                        (["task", "default", "nobody"], "nobody"), (["resume", "default"], "not paused"),
                        (["rm", "default"], "--force"), (["cron", "--events", "nothing"], "order-sweep"),
                        (["run", "default", "nobody", sn], "nobody"),
                    ] {
                        let (exit, _, errors) = try await installation.run(["queue"] + arguments)
                        #expect(exit == .status(1) && errors.contains(named), "\(arguments): \(errors)")
                    }
                    // What could be done was done.
                    let api = try server.api
                    try await eventually("the order closes") { try await api.state(sn, as: guest) == -1 }
                }
            }
        }

        @Test(
            "that make no sense are refused before anything is opened",
            arguments: [
                ["tasks"], ["tasks", "q", "--state", "gone"], ["tasks", "q", "--page", "0"],
                ["tasks", "q", "--page-size", "1001"], ["tasks", "q", "--group", "g"], ["stats", "--days", "91"],
                ["run", "q"], ["run", "q", "a", "--all", "--state", "retry"], ["run", "q", "--all"],
                ["run", "q", "a", "--state", "retry"], ["delete", "q", "--all", "--state", "archived"],
                ["dash", "--every", "1ms"], ["dash", "--every", "soon"], ["remove", "q"],
            ])
        func usage(_ arguments: [String]) async throws {
            try await Installation.with(seeded: false) { installation in
                let (exit, output, errors) = try await installation.run(["queue"] + arguments)
                #expect(exit == .status(64), "\(errors)")
                #expect(output.isEmpty && !errors.isEmpty)
                #expect(!FileManager.default.fileExists(atPath: installation.dataDirectory))
            }
        }

        @Test("where nothing was served yet say so, and make nothing")
        func nothingThere() async throws {
            try await Installation.with(seeded: false) { installation in
                for command in ["ls", "servers", "dash", "cron"] {
                    let (exit, output, errors) = try await installation.run(["queue", command])
                    #expect(exit == .status(1) && output.isEmpty)
                    #expect(errors.contains("data.directory") && errors.contains("queue.sqlite"), "\(errors)")
                }
                #expect(!FileManager.default.fileExists(atPath: installation.dataDirectory))
            }
        }

        @Test("leave the file of another version as it is, and say of which")
        func otherVersion() async throws {
            try await Installation.with(seeded: false) { installation in
                try await installation.succeed("migrate")
                let file = "\(installation.dataDirectory)/queue.sqlite"
                try await installation.withDatabase("queue") { database in
                    try await database.write { connection in
                        _ = try connection.execute(
                            "INSERT INTO schema_migration (number, name) VALUES (99, 'later')")
                    }
                }
                var result = try await installation.run(["queue", "ls"])
                #expect(
                    result.exit == .status(1) && result.errors.contains("newer version")
                        && result.errors.contains(file), "\(result.errors)")
                try FileManager.default.removeItem(atPath: file)
                #expect(FileManager.default.createFile(atPath: file, contents: nil))
                result = try await installation.run(["queue", "ls"])
                #expect(result.exit == .status(1) && result.errors.contains("migrate"), "\(result.errors)")
                try await installation.succeed("migrate")
                #expect(try await json(installation, "ls").require("queues", as: [JSONObject].self).isEmpty)
            }
        }
    }
}
