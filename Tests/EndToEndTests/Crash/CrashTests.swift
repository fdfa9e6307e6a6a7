import Foundation
import JSON
import QueueContract
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Power failures")
    struct CrashTests {
        private static let kills = 3
        private static let closeAfter = Duration.seconds(10)

        @Test("kill -9 under load loses nothing that was acknowledged, and books no night twice")
        func killed() async throws {
            try await Installation.with(["ORDER_CLOSE_AFTER": "10s", "SCHEDULER_SWEEP_EVERY": "1s"]) { installation in
                let guests = try await Self.guests(of: installation)
                let ledger = try await load(installation, guests)
                // Once more, with nothing under way but what the system owes by itself.
                let server = try await installation.serve()
                try await ledger.checkOrders(on: server.api)
                try await settled(guests, on: server.api, installation)
                try await server.stop()
                let outcome = try await check(ledger, in: installation)
                print(
                    "kill -9: \(Self.kills + 1) kills, \(ledger.clients) clients, \(ledger.placed.count) orders and",
                    "\(ledger.paid.count) payments acknowledged (\(outcome.paid) paid, \(outcome.refunded) refunded),",
                    "\(ledger.conflicts) refused as taken, \(ledger.unanswered) requests unanswered")
                #expect(!ledger.paid.isEmpty && ledger.placed.count > ledger.paid.count)
            }
        }

        private static func guests(of installation: Installation) async throws -> [Guest] {
            var guests: [Guest] = []
            for number in 1...5 { guests.append(try await installation.guest(Int64(number))) }
            return guests
        }

        /// Runs the clients while the process is killed and started again; at the end it is dead.
        private func load(_ installation: Installation, _ guests: [Guest]) async throws -> Ledger {
            let ledger = Ledger(clients: 200)
            var server = try await installation.serve()
            let homestays = try await server.api.homestays().filter(\.isOnSale)
            ledger.moved(to: try server.url)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<ledger.clients {
                    let client = LoadClient(
                        guest: guests[number % guests.count], homestays: homestays, ledger: ledger,
                        http: installation.http)
                    group.addTask { try await client.run() }
                }
                for _ in 0..<Self.kills {
                    try await Task.sleep(for: .milliseconds(.random(in: 800...1800)))
                    try await server.kill()
                    server = try await installation.serve()
                    ledger.moved(to: try server.url)
                }
                try await Task.sleep(for: .milliseconds(500))
                ledger.close()
                try await group.waitForAll()
            }
            try await server.kill()
            return ledger
        }

        /// Waits until no order awaits payment and nothing is owed.
        private func settled(_ guests: [Guest], on api: API, _ installation: Installation) async throws {
            try await eventually("unpaid orders have closed", within: Self.closeAfter + .seconds(60)) {
                for guest in guests {
                    let list = try await api.post(
                        Path.list, #"{"lastId":0,"pageSize":1,"tradeState":0}"#, as: guest)
                    let unpaid: [Order] = try list.data.require("list")
                    if !unpaid.isEmpty { return false }
                }
                return true
            }
            // What a dead process had in hand is free again when its lease is over.
            try await eventually("the system keeps its rules") {
                try await installation.audit().exit == .status(0)
            }
        }

        /// The system keeps its rules, and the books hold what was acknowledged.
        private func check(
            _ ledger: Ledger, in installation: Installation
        ) async throws -> (paid: Int, refunded: Int) {
            let books = try await Books(of: installation)
            let audit = try await installation.audit()
            #expect(audit.exit == .status(0), "\(audit.text)")
            #expect(try await installation.deadLetters(of: PaymentStatusChanged.topic) == [])
            #expect(!books.orders.values.contains(0))
            // Each request had a key of its own, so there are as many orders as keys that led to one.
            #expect(books.keys.count == books.orders.count)
            for order in ledger.placed { #expect(books.keys[order.key] == order.sn) }
            for sn in ledger.paid {
                let state = try #require(books.orders[sn], "order \(sn) is gone")
                let payments = books.payments[sn] ?? []
                #expect(
                    (state == 1 && payments.contains(1)) || (state == -1 && payments.contains(2)),
                    "order \(sn): state \(state), payments \(payments)")
            }
            let paid = ledger.paid.count { books.orders[$0] == 1 }
            return (paid, ledger.paid.count - paid)
        }
    }
}
