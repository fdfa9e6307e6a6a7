import Auditing
import EventLog
import EventLogSQLite
import QueueContract
import TestSupport
import Testing

@testable import sojourn

@Suite("A dead letter")
struct DeadLetterTests {
    @Test("is settled once its event would change nothing any more")
    func settled() async throws {
        try await Books.with { books in
            for sn in [books.paid, books.used, books.refunded, books.late] { _ = try await books.bury(sn) }
            _ = try await books.bury(books.refunded, value: #"{"orderSn":"\#(books.refunded)","payStatus":2}"#)
            _ = try await books.bury(books.paid, value: #"{"orderSn":"\#(books.paid)","payStatus":-1}"#)
            #expect(try await books.system.findings() == [])
        }
    }

    @Test("has a second chance, and no third")
    func secondChance() async throws {
        try await Books.with { books in
            try await books.forgetPayment()
            let first = try await books.bury(books.paid)
            let again = try await books.bury(
                books.paid, headers: [EventHeader(RetriedLetter.header, first.description)])
            let letters = try await books.system.audit().run().findings.of(.deadLetter)
            #expect(letters.map(\.subject) == [again.description])
            #expect(letters.allSatisfy { !$0.isRepairable && $0.text.contains("sent again once before") })
        }
    }

    @Test("is sent again once, even where nobody handles it")
    func sentOnce() async throws {
        try await Books.with { books in
            try await books.forgetPayment()
            _ = try await books.bury(books.paid)
            let before = try await books.system.records(in: PaymentStatusChanged.topic)
            #expect(try await books.system.repair(patience: .zero).done == ["dead-letter"])
            #expect(try await books.system.repair(patience: .zero).done == [])
            #expect(try await books.system.records(in: PaymentStatusChanged.topic) == before + 1)
            try await books.system.running { services in
                try await eventually("the order is paid") { try await services.state(books.paid) == 1 }
                try await eventually("the books are in order") { try await books.system.findings().isEmpty }
            }
        }
    }

    @Test("is not sent in place of an event that is on its way")
    func onItsWay() async throws {
        try await Books.with { books in
            try await books.forgetPayment()
            _ = try await books.system.repair(patience: .zero)
            #expect(try await books.system.payments.number("SELECT COUNT(*) FROM outbox") == 1)
            _ = try await books.system.repair(patience: .zero)
            #expect(try await books.system.payments.number("SELECT COUNT(*) FROM outbox") == 1)
        }
    }
}
