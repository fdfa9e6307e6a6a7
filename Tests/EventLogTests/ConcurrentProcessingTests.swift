import Clocks
import EventLog
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ConcurrentProcessingTests {
    private struct Failed: Error {}

    private let clock = ManualWallClock()

    /// Runs a processor over a script's events while `body` runs, and lets the partition end after.
    private func process(
        _ script: ScriptedLog, concurrency: Int = 4, handler: @escaping @Sendable (EventRecord) async throws -> Void,
        _ body: () async throws -> Void
    ) async throws {
        let processor = try EventProcessor(
            consumer: script, deadLetters: script, concurrency: concurrency, retry: EventRetryPolicy(attempts: 3),
            clock: clock, logger: quietLogger
        ) { record in
            try await handler(record)
            script.happenings.append(.handled(record.offset))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await processor.run() }
            try await body()
            script.end()
            try await group.waitForAll()
        }
    }

    /// What was committed, in turn.
    private func commits(_ script: ScriptedLog) -> [Int64] {
        script.happenings.values.compactMap { if case .committed(let offset) = $0 { offset } else { nil } }
    }

    @Test("an event that takes long holds up those of its key, not the others")
    func sideBySide() async throws {
        let script = ScriptedLog(keyed: ["a1", "a2", "b1", "-1"])
        let gate = Collector<Void>()
        try await process(script) { record in
            if record.text == "a1" { await gate.wait(for: 1) }
        } _: {
            await script.happenings.wait(for: 2)
            #expect(Set(script.happenings.values) == [.handled(2), .handled(3)])
            gate.append(())
            try await eventually("all is committed") { commits(script).last == 3 }
        }
        let handled = script.happenings.values.filter { [.handled(0), .handled(1)].contains($0) }
        #expect(handled == [.handled(0), .handled(1)])
    }

    @Test("nothing is committed before all that stands in front of it is dealt with")
    func contiguous() async throws {
        let script = ScriptedLog(keyed: ["a1", "b1", "c1"])
        let gate = Collector<Void>()
        try await process(script) { record in
            if record.text == "b1" { await gate.wait(for: 1) }
        } _: {
            try await eventually("the first is committed") { commits(script) == [0] }
            try await eventually("the third is handled") { script.happenings.values.contains(.handled(2)) }
            #expect(commits(script) == [0])
            gate.append(())
            try await eventually("the rest is committed") { commits(script).last == 2 }
        }
    }

    @Test("no more events are handled at a time than asked for")
    func bound() async throws {
        let script = ScriptedLog(keyed: (0..<30).map { "-\($0)" })
        let (begun, ended) = (Collector<Void>(), Collector<Int>())
        try await process(script, concurrency: 3) { _ in
            begun.append(())
            await Task.yield()
            ended.append(begun.values.count - ended.values.count)
        } _: {
            try await eventually("all is committed") { commits(script).last == 29 }
        }
        #expect(ended.values.allSatisfy { $0 <= 3 })
        #expect(ended.values.contains { $0 > 1 })
    }

    @Test("an event that waits to be retried holds up those of its key, and is committed before those behind it")
    func retries() async throws {
        let script = ScriptedLog(keyed: ["a1", "a2", "b1"])
        let tries = Collector<String>()
        try await process(script) { record in
            tries.append(record.text)
            if record.text == "a1", tries.values.count(where: { $0 == "a1" }) < 3 { throw Failed() }
        } _: {
            await script.happenings.wait(for: 1)
            for _ in 0..<2 {
                await clock.waitForSleepers()
                clock.advance(by: .seconds(30))
            }
            try await eventually("all is committed") { commits(script).last == 2 }
        }
        #expect(tries.values.filter { $0.hasPrefix("a") } == ["a1", "a1", "a1", "a2"])
        #expect(script.happenings.values.first == .handled(2))
        #expect(script.sent.values.isEmpty)
    }

    @Test("a dead letter is durable before its event is committed, while others are handled")
    func deadLetter() async throws {
        let script = ScriptedLog(keyed: ["a1", "b1", "a2"], sendErrors: [EventLogError(.unavailable, "down")])
        try await process(script) { record in
            if record.text == "a1" { throw UnprocessableEvent("bad") }
        } _: {
            try await eventually("the other key is handled") { script.happenings.values.contains(.handled(1)) }
            #expect(commits(script) == [])
            await clock.waitForSleepers()
            clock.advance(by: .seconds(30))
            try await eventually("all is committed") { commits(script).last == 2 }
        }
        let (sent, handled) = (
            script.happenings.values.firstIndex(of: .sent(topic: "payments.dead")),
            script.happenings.values.firstIndex(of: .handled(2))
        )
        #expect(try #require(sent) < #require(handled), "the next one of the key comes after")
    }

    @Test("when the partition ends, what is being handled is finished and committed")
    func ending() async throws {
        let script = ScriptedLog(keyed: ["a1", "b1", "a2", "b2"])
        let (begun, gate) = (Collector<String>(), Collector<Void>())
        try await process(script) { record in
            begun.append(record.text)
            await gate.wait(for: 1)
        } _: {
            await begun.wait(for: 2)
            script.end()
            gate.append(())
        }
        let handled = (0..<4 as Range<Int64>).filter { script.happenings.values.contains(.handled($0)) }
        #expect(handled.count == begun.values.count)
        let finished = zip(handled, 0...).prefix { $0 == $1 }.count
        #expect(finished >= 2)
        #expect(commits(script).last == Int64(finished) - 1)
    }

    @Test("what was finished behind an event that is left to the next member is not committed")
    func abandoned() async throws {
        let script = ScriptedLog(keyed: ["a1", "b1"])
        try await process(script) { record in
            if record.text == "a1" { throw DependencyUnavailable("order-rpc") }
        } _: {
            await script.happenings.wait(for: 1)
            await clock.waitForSleepers()
        }
        #expect(script.happenings.values == [.handled(1)])
    }

    @Test("a number of events at a time that makes no sense is refused", arguments: [0, -1, 1001])
    func refused(concurrency: Int) {
        let script = ScriptedLog([])
        let error = #expect(throws: EventLogError.self) {
            _ = try EventProcessor(
                consumer: script, deadLetters: script, concurrency: concurrency, logger: quietLogger
            ) { _ in }
        }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains("\(concurrency)") == true)
    }
}
