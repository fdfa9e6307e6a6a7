import TestSupport
import Testing
import Tracing

@testable import OTLPTracing

@Suite("The queue of spans")
struct SpanQueueTests {
    @Test("spans come out in the order in which they ended, however often the ring goes round")
    func order() throws {
        let test = TestTracer(capacity: 5)
        var (next, expected) = (0, 0)
        for count in [3, 2, 5, 1, 4, 5, 5, 2] {
            for _ in 0..<count {
                test.tracer.startSpan("\(next)").end()
                next += 1
            }
            let names = try test.ended().map(\.name)
            #expect(names == (expected..<next).map(String.init))
            expected = next
        }
        #expect(test.metrics.values("trace_spans_dropped_total{}").isEmpty)
    }

    @Test("what finds no room is dropped and counted, and what is there stays")
    func full() throws {
        let test = TestTracer(capacity: 5)
        for number in 0..<12 { test.tracer.startSpan("\(number)").end() }
        #expect(test.metrics.values("trace_spans_dropped_total{}").last == 7)
        #expect(try test.ended().map(\.name) == ["0", "1", "2", "3", "4"])
        test.tracer.startSpan("room again").end()
        #expect(try test.ended().count == 1)
    }

    @Test("a full batch gives the signal to send, fewer spans do not")
    func signal() async throws {
        let test = TestTracer(batchSize: 3)
        for _ in 0..<2 { test.tracer.startSpan("x").end() }
        test.queue.finish()
        var signals = 0
        for await _ in test.queue.wakes { signals += 1 }
        #expect(signals == 0)

        let other = TestTracer(batchSize: 3)
        for _ in 0..<3 { other.tracer.startSpan("x").end() }
        other.queue.finish()
        for await _ in other.queue.wakes { signals += 1 }
        #expect(signals == 1)
    }

    @Test("a queue that is closed takes nothing, and counts it")
    func closed() throws {
        let test = TestTracer()
        test.queue.close()
        test.tracer.startSpan("late").end()
        #expect(try test.ended().isEmpty)
        #expect(test.metrics.values("trace_spans_dropped_total{}").last == 1)
    }

    @Test("many threads may end spans at once, and none is lost or doubled")
    func concurrency() async throws {
        let test = TestTracer(capacity: 10_000)
        await withDiscardingTaskGroup { group in
            for task in 0..<8 {
                group.addTask {
                    for number in 0..<1000 { test.tracer.startSpan("\(task)-\(number)").end() }
                }
            }
        }
        let names = try test.ended().map(\.name)
        #expect(names.count == 8000)
        #expect(Set(names).count == 8000)
    }
}
