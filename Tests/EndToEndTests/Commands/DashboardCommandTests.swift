import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("The live dashboard")
    struct DashboardCommandTests {
        private static let entering = "\u{1B}[?1049h"
        private static let leaving = "\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"

        @Test(
            "fills the terminal, follows the queue, and gives the terminal back as it was",
            arguments: ["q", "Q", "\u{3}", "SIGTERM", "SIGINT", "SIGHUP"])
        func live(ending: String) async throws {
            try await Installation.with { installation in
                let guest = try await installation.guest()
                let server = try await installation.serve()
                let terminal = try PseudoTerminal(columns: 80, rows: 24)
                let process = try terminal.start(
                    builtExecutable("sojourn"), ["queue", "dash", "--every", "100ms"],
                    environment: installation.environment())
                defer { process.send(SIGKILL) }
                try await eventually("the dashboard is shown") { terminal.output.contains("active  0/") }
                #expect(terminal.output.hasPrefix(Self.entering))
                #expect(!terminal.isCooked)
                terminal.type("x\u{1B}[A")  // Neither is a key of the dashboard.
                _ = try await server.api.place(Wish(), as: guest)
                try await eventually("the task is shown") { terminal.output.contains("1 scheduled") }

                switch ending {
                case "SIGTERM": process.send(SIGTERM)
                case "SIGINT": process.send(SIGINT)
                case "SIGHUP": process.send(SIGHUP)
                default: terminal.type(ending)
                }
                let exit = try await process.waitForExit()
                #expect(exit == .status(0))
                #expect(terminal.isCooked)
                #expect(terminal.output.hasSuffix(Self.leaving))
                try await server.stop()
            }
        }

        @Test("is one plain frame where nobody can watch it")
        func plain() async throws {
            try await Installation.with(seeded: false) { installation in
                try await installation.succeed("migrate")
                let frame = try await installation.succeed("queue", "dash")
                #expect(frame.hasPrefix("Task queue  \(installation.dataDirectory)/queue.sqlite"))
                #expect(frame.contains("No worker is alive.") && !frame.contains("\u{1B}"))
            }
        }
    }
}
