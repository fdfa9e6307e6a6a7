import Auditing
import QueueContract
import Testing

@testable import sojourn

@Suite("An audit")
struct DamageTests {
    @Test("finds nothing in books that are in order, and a repair of them does nothing")
    func clean() async throws {
        try await Books.with { books in
            let result = try await books.system.audit().run()
            #expect(result.findings.all == [])
            #expect(result.orders == 6 && result.payments == 4)
            #expect(try await books.system.repair().done == [])
        }
    }

    @Test("finds what breaks a rule, and nothing else", arguments: Damage.all)
    func found(_ damage: Damage) async throws {
        try await Books.with { books in
            try await damage.inflict(books)
            let findings = try await books.system.audit().run().findings
            #expect(Set(findings.all.map(\.kind.name)) == damage.found, "\(findings.all)")
            #expect(findings.all.contains(where: \.isRepairable) == damage.isMended || damage.found.count > 1)
        }
    }

    @Test("mends what can be mended, once", arguments: Damage.all.filter(\.isMended))
    func mended(_ damage: Damage) async throws {
        try await Books.with { books in
            try await damage.inflict(books)
            let events = try await books.system.records(in: PaymentStatusChanged.topic)
            try await books.system.running { _ in
                let (done, left) = try await books.system.repair()
                #expect(left == [], "\(done)")
                #expect(!done.isEmpty)
                let again = try await books.system.repair()
                #expect(again.done == [] && again.left == [])
                // Whichever way an order was told of its payment, it was told once.
                #expect(try await books.system.records(in: PaymentStatusChanged.topic) <= events + 2)
            }
        }
    }

    @Test("leaves what is not safe to mend as it is", arguments: Damage.all.filter { !$0.isMended })
    func left(_ damage: Damage) async throws {
        try await Books.with { books in
            try await damage.inflict(books)
            let left = try await books.system.repair(patience: .zero).left
            #expect(left == damage.found.subtracting(["night-held-by-none"]))
        }
    }
}
