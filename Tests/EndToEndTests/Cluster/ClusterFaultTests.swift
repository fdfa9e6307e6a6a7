import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("A cluster")
    struct ClusterFaultTests {
        private static let clients = 64

        @Test("keeps its rules while 64 clients place and pay, and", arguments: Fault.allCases)
        func fault(_ fault: Fault) async throws {
            try await ClusterSystem.with { system in
                let ledger = try await load(system, fault)
                try await settle(system)
                try await check(ledger, on: system.api)
                print(
                    "\(fault.rawValue): \(ledger.placed.count) orders and \(ledger.paid.count) payments acknowledged,",
                    "\(ledger.conflicts) refused as taken, \(ledger.unanswered) requests unanswered")
                #expect(!ledger.paid.isEmpty && ledger.placed.count > ledger.paid.count)
            }
        }

        /// Runs the clients, with the fault in the middle.
        private func load(_ system: ClusterSystem, _ fault: Fault) async throws -> Ledger {
            let ledger = Ledger(clients: Self.clients)
            ledger.moved(to: try system.server(.apis).url)
            let homestays = try await system.api.homestays().filter(\.isOnSale)
            var guests: [Guest] = []
            for number in 1...4 { guests.append(try await system.installation.guest(Int64(number))) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<ledger.clients {
                    let client = LoadClient(
                        guest: guests[number % guests.count], homestays: homestays, ledger: ledger,
                        http: system.installation.http)
                    group.addTask { try await client.run() }
                }
                try await Task.sleep(for: .seconds(1))
                try await fault.befall(system, ledger)
                try await Task.sleep(for: .seconds(1))
                ledger.close()
                try await group.waitForAll()
            }
            return ledger
        }

        /// Waits until the audit finds nothing: no unpaid order past its time, no payment unsettled, nothing owed.
        private func settle(_ system: ClusterSystem) async throws {
            // Until then an unpaid order is none that should have closed.
            try await Task.sleep(for: ClusterSystem.closeAfter)
            var report = ""
            do {
                try await eventually("every unpaid order has closed, and the audit is clean") {
                    // With no grace at all, what is still under way is a finding too.
                    let (exit, output, errors) = try await system.installation.run("audit", "--grace", "0s")
                    report = output + errors
                    return exit == .status(0)
                }
            } catch {
                Issue.record("\(report)")
                throw error
            }
        }

        /// Each acknowledged order is there, and each payment led to what it should.
        private func check(_ ledger: Ledger, on api: API) async throws {
            let paid = Set(ledger.paid)
            for (sn, state) in try await ledger.checkOrders(on: api) {
                // A payment that came too late is given back, which the audit has looked at.
                #expect(paid.contains(sn) ? [1, -1].contains(state) : state == -1, "order \(sn): \(state)")
            }
        }
    }
}
