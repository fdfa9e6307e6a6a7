import Clocks
import OrderContract
import SwiftProtobuf
import Testing
import TestSupport
import TravelContract

@testable import OrderRPC

@Suite("An unpaid order closes")
struct ClosingTests {
    @Test("its task reaches the queue soon after it was placed, once", arguments: TestEngine.allCases)
    func relayed(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            try await withRunning(fixture.background) {
                let sn = try await fixture.place()
                try await eventually("the task is relayed") {
                    fixture.clock.advance(by: .milliseconds(10))
                    return fixture.queue.closing == [sn]
                }
                try await eventually("the outbox is empty") {
                    fixture.clock.advance(by: .milliseconds(10))
                    return try await fixture.count("outbox") == 0
                }
            }
        }
    }

    @Test("a crash between commit and enqueueing delays its task and does not lose it", arguments: TestEngine.allCases)
    func crash(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            // Nothing relays, as if the process had died right after the commit.
            let sn = try await fixture.place()
            #expect(fixture.queue.closing.isEmpty)
            try await withRunning(fixture.background) {
                try await eventually("the task is relayed") { fixture.queue.closing == [sn] }
            }
        }
    }

    @Test("a queue that is down delays its task and does not refuse the guest", arguments: TestEngine.allCases)
    func queueDown(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            fixture.queue.setDown(true)
            try await withRunning(fixture.background) {
                let sn = try await fixture.place()
                #expect(try await fixture.count("outbox") == 1)
                fixture.queue.setDown(false)
                try await eventually("the task is relayed") {
                    fixture.clock.advance(by: .seconds(1))
                    return fixture.queue.closing == [sn]
                }
            }
        }
    }

    @Test("the sweep closes what a wiped queue forgot, not a moment early", arguments: TestEngine.allCases)
    func sweep(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let sn = try await fixture.place()
            fixture.clock.advance(by: OrderFixture.closeAfter - .milliseconds(1))
            #expect(try await fixture.maintenance.closeUnpaidOrders(.init()).closed == 0)
            fixture.clock.advance(by: .milliseconds(1))
            #expect(try await fixture.maintenance.closeUnpaidOrders(.init()).closed == 1)
            #expect(try await fixture.state(sn) == .cancelled)
            #expect(try await fixture.taken(Catalogue.room, day: 7) == 0)
        }
    }

    @Test("the sweep closes more orders than fit one transaction", arguments: TestEngine.allCases)
    func manyOrders(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            fixture.catalogue.change(Catalogue.dormitory) { $0.peopleNum = 1000 }
            let count = Int64(OrderSweep.batch * 2 + 1)
            for guest in 1...count {
                _ = try await fixture.place {
                    $0.userID = guest
                    $0.homestayID = Catalogue.dormitory
                }
            }
            fixture.clock.advance(by: OrderFixture.closeAfter)
            #expect(try await fixture.maintenance.closeUnpaidOrders(.init()).closed == count)
            #expect(try await fixture.taken(Catalogue.dormitory, day: 7) == 0)
        }
    }

    @Test(
        "a paid order expires when its day of departure has passed in the platform's time zone",
        arguments: TestEngine.allCases)
    func expiry(engine: TestEngine) async throws {
        try await OrderFixture.with(engine) { fixture in
            let sn = try await fixture.place()
            try await fixture.move(sn, to: .paid)
            let endOfDay = Timestamp(seconds: (OrderFixture.today.number + 9) * 86_400 - 8 * 3600)
            fixture.clock.set(to: endOfDay - .seconds(1))
            #expect(try await fixture.maintenance.expirePaidOrders(.init()).expired == 0)
            fixture.clock.set(to: endOfDay)
            #expect(try await fixture.maintenance.expirePaidOrders(.init()).expired == 1)
            #expect(try await fixture.state(sn) == .expired)
        }
    }
}
