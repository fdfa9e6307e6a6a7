import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Commands")
    struct CommandTests {
        @Test(
            "a setting that does not exist, or makes no sense, is named and nothing starts",
            arguments: [
                ("HTTP_PROT", "1", "SOJOURN_HTTP_PORT"),
                ("ORDER_CLOSE_AFTER", "20", "order.closeAfter"),
                ("ORDER_CLOSE_AFTER", "-1s", "order.closeAfter"),
                ("ORDER_CLOSE_AFTER", "99999999999999999999d", "order.closeAfter"),
                ("HTTP_PORT", "65536", "http.port"),
                ("TIME_ZONE", "Mars/Olympus", "timeZone"),
                ("JWT_SECRET", "short", "jwt.secret"),
                ("QUEUE_BACKEND", "rabbit", "queue.backend"),
                ("RPC_ORDER_ENDPOINT", "nowhere", "rpc.order.endpoint"),
            ])
        func badVariable(key: String, value: String, named: String) async throws {
            try await Installation.with(seeded: false) { installation in
                let (exit, output, errors) = try await installation.run("serve", settings: [key: value])
                #expect(exit == .status(1))
                #expect(errors.contains("SOJOURN_\(key)") && errors.contains(named), "\(errors)")
                #expect(output.isEmpty)
                #expect(!errors.contains("short`"), "a secret is not shown")
                #expect(!FileManager.default.fileExists(atPath: installation.dataDirectory))
            }
        }

        @Test("a settings file's mistakes are told with their lines, all at once")
        func badFile() async throws {
            try await Installation.with(seeded: false) { installation in
                let file = "\(installation.folder)/bad.yaml"
                try "order:\n  closeAfter: soon\nhttp:\n  prot: 1\n".write(
                    toFile: file, atomically: true, encoding: .utf8)
                let (exit, _, errors) = try await installation.run("serve", "--config", file)
                #expect(exit == .status(1))
                #expect(errors.contains("bad.yaml:2: order.closeAfter"), "\(errors)")
                #expect(errors.contains("bad.yaml:4: unknown setting `http.prot`"), "\(errors)")
                #expect(!FileManager.default.fileExists(atPath: installation.dataDirectory))
            }
        }

        @Test("a settings file that is missing or is no YAML is refused", arguments: ["missing", "\t: : {", "[1, 2]"])
        func unreadableFile(text: String) async throws {
            try await Installation.with(seeded: false) { installation in
                let file = "\(installation.folder)/odd.yaml"
                if text != "missing" { try text.write(toFile: file, atomically: true, encoding: .utf8) }
                let (exit, _, errors) = try await installation.run("serve", "--config", file)
                #expect(exit == .status(1))
                #expect(errors.contains("odd.yaml"), "\(errors)")
            }
        }

        @Test("migrating and seeding may be repeated")
        func repeated() async throws {
            try await Installation.with(seeded: false) { installation in
                #expect(try await installation.succeed("migrate").contains("up to date"))
                #expect(try await installation.succeed("migrate").contains("up to date"))
                #expect(try await installation.succeed("seed").hasPrefix("Added "))
                #expect(try await installation.succeed("seed").contains("there already"))
                let server = try await installation.serve()
                let homestays = try await server.api.homestays()
                #expect(homestays.contains { $0.isOnSale } && homestays.contains { !$0.isOnSale })
                try await server.stop()
            }
        }

        @Test("a token comes from the command line only where no secret is set")
        func token() async throws {
            try await Installation.with { installation in
                let secret = String(repeating: "s", count: 32)
                let (exit, output, errors) = try await installation.run(
                    "token", "--user", "17", settings: ["JWT_SECRET": secret])
                #expect(exit == .status(1))
                #expect(output.isEmpty)
                #expect(errors.contains("jwt.secret") && !errors.contains(secret), "\(errors)")
                #expect(try await installation.run("token", "--user", "0").exit != .status(0))
                #expect(try await installation.succeed("token", "--user", "17").split(separator: ".").count == 3)
            }
        }

        @Test("the version is printed without touching anything")
        func version() async throws {
            try await Installation.with(seeded: false) { installation in
                let version = try await installation.succeed("version")
                #expect(version.hasPrefix("sojourn "))
                #expect(!FileManager.default.fileExists(atPath: installation.dataDirectory))
            }
        }

        @Test("an unknown command or service is refused", arguments: ["start", "serve"])
        func unknown(command: String) async throws {
            try await Installation.with(seeded: false) { installation in
                let (exit, _, errors) = try await installation.run(command, "order-rcp")
                #expect(exit == .status(64))
                #expect(errors.contains(command == "serve" ? "order-rcp" : "start"), "\(errors)")
            }
        }

        @Test("a port that is in use is named")
        func portInUse() async throws {
            try await Installation.with { installation in
                let server = try await installation.serve()
                let port = String(try server.url.split(separator: ":").last ?? "")
                let (exit, _, errors) = try await installation.run(
                    "serve", settings: ["HTTP_PORT": port, "DATA_DIRECTORY": "\(installation.folder)/other"])
                #expect(exit == .status(1))
                #expect(errors.contains("http.port") && errors.contains("in use"), "\(errors)")
                #expect(try await server.api.get("/health/ready").status == 200)
            }
        }

        @Test("a data directory that cannot be made is named", arguments: ["file", "file/below"])
        func dataDirectory(path: String) async throws {
            try await Installation.with(seeded: false) { installation in
                try "".write(toFile: "\(installation.folder)/file", atomically: true, encoding: .utf8)
                for command in ["serve", "seed", "migrate"] {
                    let (exit, _, errors) = try await installation.run(
                        command, settings: ["DATA_DIRECTORY": "\(installation.folder)/\(path)"])
                    #expect(exit == .status(1))
                    #expect(errors.contains("data.directory") && errors.contains(path), "\(errors)")
                    #expect(!errors.contains("NSCocoaErrorDomain"), "\(errors)")
                }
            }
        }

        @Test("a database file that is none is named, and left as it is")
        func damagedFile() async throws {
            try await Installation.with { installation in
                let file = "\(installation.dataDirectory)/orders.sqlite"
                let text = String(repeating: "this is no database ", count: 300)
                try text.write(toFile: file, atomically: true, encoding: .utf8)
                let (exit, _, errors) = try await installation.run("serve")
                #expect(exit == .status(1))
                #expect(errors.contains("orders.sqlite"), "\(errors)")
                #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
            }
        }
    }
}
