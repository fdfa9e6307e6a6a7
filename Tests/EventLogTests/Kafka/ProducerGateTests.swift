import EventLog
import TestSupport
import Testing

@testable import EventLogKafka

@Suite("the producer's gate", .timeLimit(.minutes(10))) struct ProducerGateTests {
    @Test("lets in as many as have room, in the order in which they came")
    func order() async throws {
        let gate = ProducerGate(events: 2, bytes: 100)
        #expect(gate.tryEnter(10) && gate.tryEnter(10))
        let entered = Collector<Int>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<3 {
                group.addTask {
                    try await gate.enter(10)
                    entered.append(index)
                }
                try await eventually("it waits") { gate.waitingCount == index + 1 }
            }
            for count in 1...3 {
                gate.leave(10)
                await entered.wait(for: count)
            }
            try await group.waitForAll()
        }
        #expect(entered.values == [0, 1, 2])
        #expect(gate.count == 2)
    }

    @Test("counts bytes, and lets nobody overtake a large one")
    func bytes() async throws {
        let gate = ProducerGate(events: 10, bytes: 100)
        #expect(gate.tryEnter(60))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await gate.enter(50) }
            try await eventually("the large one waits") { gate.waitingCount == 1 }
            #expect(!gate.tryEnter(1))
            gate.leave(60)
            try await group.waitForAll()
        }
        #expect(gate.tryEnter(50))
        #expect(!gate.tryEnter(1))
    }

    @Test("lets in one that is larger than all it allows, alone")
    func oversized() {
        let gate = ProducerGate(events: 10, bytes: 100)
        #expect(gate.tryEnter(1000))
        #expect(!gate.tryEnter(1))
        gate.leave(1000)
        #expect(gate.tryEnter(1))
    }

    @Test("whoever is cancelled while waiting leaves the line, and those behind may go")
    func cancelled() async throws {
        let gate = ProducerGate(events: 10, bytes: 100)
        #expect(gate.tryEnter(60))
        let large = Task { try await gate.enter(50) }
        try await eventually("the large one waits") { gate.waitingCount == 1 }
        let small = Task { try await gate.enter(30) }
        try await eventually("the small one waits") { gate.waitingCount == 2 }
        large.cancel()
        let error = await #expect(throws: EventLogError.self) { try await large.value }
        #expect(error?.code == .cancelled)
        try await small.value
        #expect(gate.count == 2)
    }
}
