import Clocks
import EventLog
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct EventProcessorTests {
    private struct Failed: Error {}

    private let clock = ManualWallClock()
    private let unavailable = EventLogError(.unavailable, "down")

    /// Runs a processor over a script's events, one at a time, moving the clock past as many pauses as are expected.
    private func process(
        _ script: ScriptedLog, attempts: Int = 3, pauses: Int = 0,
        _ handler: @escaping @Sendable (_ text: String, _ attempt: Int) async throws -> Void
    ) async throws {
        let tries = Collector<Int64>()
        let processor = try EventProcessor(
            consumer: script, deadLetters: script, concurrency: 1, retry: EventRetryPolicy(attempts: attempts),
            clock: clock, logger: quietLogger
        ) { record in
            script.happenings.append(.handled(record.offset))
            tries.append(record.offset)
            try await handler(record.text, tries.values.count { $0 == record.offset })
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await processor.run() }
            for _ in 0..<pauses {
                await clock.waitForSleepers()
                clock.advance(by: .seconds(30))
            }
            try await group.waitForAll()
        }
    }

    @Test("an event is committed after it was handled, and the next is handled then")
    func commits() async throws {
        let script = ScriptedLog(["a", "b"])
        try await process(script) { _, _ in }
        #expect(script.happenings.values == [.handled(0), .committed(0), .handled(1), .committed(1)])
    }

    @Test("an event that can never be handled goes to the dead-letter topic at once, and is committed after that")
    func unprocessable() async throws {
        let script = ScriptedLog(["{", "b"])
        try await process(script) { text, _ in
            if text == "{" { throw UnprocessableEvent("no JSON") }
        }
        #expect(
            script.happenings.values == [
                .handled(0), .sent(topic: "payments.dead"), .committed(0), .handled(1), .committed(1),
            ])
        let message = try #require(script.sent.values.first)
        #expect(message.value == Array("{".utf8))
        #expect(message.headers.contains(EventHeader("dead-letter-error", "no JSON")))
        #expect(message.headers.contains(EventHeader("dead-letter-offset", "0")))
    }

    @Test("an event that fails is handled again after a pause, before those that follow it")
    func retries() async throws {
        let script = ScriptedLog(["a", "b"])
        try await process(script, pauses: 2) { text, attempt in
            if text == "a", attempt < 3 { throw Failed() }
        }
        #expect(
            script.happenings.values == [
                .handled(0), .handled(0), .handled(0), .committed(0), .handled(1), .committed(1),
            ])
        #expect(script.sent.values.isEmpty)
    }

    @Test("an event that keeps failing goes to the dead-letter topic, and the partition moves on")
    func givesUp() async throws {
        let script = ScriptedLog(["a", "b"])
        try await process(script, pauses: 2) { text, _ in
            if text == "a" { throw Failed() }
        }
        #expect(
            script.happenings.values == [
                .handled(0), .handled(0), .handled(0), .sent(topic: "payments.dead"), .committed(0), .handled(1),
                .committed(1),
            ])
        #expect(script.sent.values.first?.headers.contains(EventHeader("dead-letter-attempts", "3")) == true)
    }

    @Test("an event waits for a dependency for as long as it takes")
    func dependency() async throws {
        let script = ScriptedLog(["a"])
        try await process(script, pauses: 12) { _, attempt in
            if attempt <= 12 { throw DependencyUnavailable("order-rpc") }
        }
        #expect(script.happenings.values == Array(repeating: .handled(0), count: 13) + [.committed(0)])
    }

    @Test("an event is not committed before its dead letter is in the log")
    func deadLetterFirst() async throws {
        let script = ScriptedLog(["a"], sendErrors: [unavailable, unavailable])
        try await process(script, pauses: 2) { _, _ in throw UnprocessableEvent("bad") }
        #expect(
            script.happenings.values == [
                .handled(0), .refused("send"), .refused("send"), .sent(topic: "payments.dead"), .committed(0),
            ])
    }

    @Test("a commit that fails is repeated without handling the event again")
    func commitFails() async throws {
        let script = ScriptedLog(["a"], commitErrors: [unavailable])
        try await process(script, pauses: 1) { _, _ in }
        #expect(script.happenings.values == [.handled(0), .refused("commit"), .committed(0)])
    }

    @Test("reading goes on after it failed")
    func readFails() async throws {
        let script = ScriptedLog(["a"], readErrors: [EventLogError(.corrupt, "unreadable"), unavailable])
        try await process(script, pauses: 2) { _, _ in }
        #expect(script.happenings.values == [.refused("read"), .refused("read"), .handled(0), .committed(0)])
    }

    @Test("a partition that went to another member is left alone")
    func lostPartition() async throws {
        let script = ScriptedLog(["a", "b"], commitErrors: [EventLogError(.notAssigned, "gone")])
        try await process(script) { _, _ in }
        #expect(script.happenings.values == [.handled(0), .refused("commit")])
    }

    @Test("an event that waits to be retried does not keep its partition from being given up")
    func endsWhileWaiting() async throws {
        let script = ScriptedLog(["a", "b"])
        try await process(script) { _, _ in
            script.end()
            throw Failed()
        }
        #expect(script.happenings.values == [.handled(0)])
    }

    @Test("a dead letter that cannot be sent leaves its event uncommitted")
    func endsWhileBurying() async throws {
        let script = ScriptedLog(["a"], sendErrors: [unavailable])
        try await process(script) { _, _ in
            script.end()
            throw UnprocessableEvent("bad")
        }
        #expect(script.happenings.values == [.handled(0), .refused("send")])
    }

    @Test("a handler that is cancelled has not failed")
    func cancelled() async throws {
        let script = ScriptedLog(["a"])
        let isHandling = Collector<Void>()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                try? await self.process(script) { _, _ in
                    isHandling.append(())
                    try await Task.sleep(for: .seconds(60))
                }
            }
            await isHandling.wait(for: 1)
            group.cancelAll()
        }
        #expect(script.happenings.values == [.handled(0)])
    }

    @Test("a topic whose name leaves no room for its dead-letter topic is refused")
    func longTopic() {
        let script = ScriptedLog(topic: String(repeating: "x", count: 245), [])
        let error = #expect(throws: EventLogError.self) {
            _ = try EventProcessor(consumer: script, deadLetters: script, logger: quietLogger) { _ in }
        }
        #expect(error?.code == .invalidArgument)
    }
}
