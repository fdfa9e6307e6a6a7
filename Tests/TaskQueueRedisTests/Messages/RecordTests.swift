import Clocks
import Foundation
import NIOCore
import TaskQueue
import Testing

@testable import TaskQueueRedis

@Suite("records of servers and schedulers")
struct RecordTests {
    private let vectors = VectorFile.shared.otherEncodings
    private let identity = ProcessIdentity(host: "web-1", pid: 4242, id: "01010101-0101-4101-8101-010101010101")

    @Test("a server is encoded as asynq does, and read again")
    func server() throws {
        let attempt = AttemptInfo(
            taskID: "task-1", type: "a", payload: [0x78], queue: "default", startedAt: VectorBench.start,
            deadline: VectorBench.start + .seconds(1800))
        var info = ServerInfo(
            identity: identity, concurrency: 10, queues: ["default": 1], isStrict: true, status: .active,
            startedAt: VectorBench.start, attempts: [attempt, attempt])
        #expect(info.encoded() == vectors.serverInfo.bytes)
        info.attempts = []
        #expect(try ServerInfo(encoded: ByteBuffer(bytes: vectors.serverInfo.bytes)) == info)
        #expect(attempt.encoded(of: identity) == vectors.workerInfo.bytes)
        #expect(try AttemptInfo(encoded: ByteBuffer(bytes: vectors.workerInfo.bytes)) == attempt)
    }

    @Test("an entry that never ran says so as Go does")
    func entry() throws {
        let entry = SchedulerEntry(
            id: "02020202-0202-4202-8202-020202020202", spec: "@every 2s", type: "a", payload: [0x78],
            options: [#"Queue("low")"#, "MaxRetry(3)"], nextEnqueueAt: Timestamp(seconds: 1_893_553_447),
            previousEnqueueAt: nil)
        #expect(entry.encoded() == vectors.schedulerEntryNeverRun.bytes)
        #expect(try SchedulerEntry(encoded: ByteBuffer(bytes: entry.encoded())) == entry)
    }

    @Test("a tick is encoded as asynq does")
    func event() throws {
        let event = EnqueueEvent(taskID: "task-1", enqueuedAt: VectorBench.start)
        #expect(event.encoded() == vectors.schedulerEnqueueEvent.bytes)
        #expect(try EnqueueEvent(encoded: ByteBuffer(bytes: event.encoded())) == event)
    }

    @Test("moments before 1970 and at the ends of time keep their fraction")
    func moments() throws {
        for moment in [Timestamp(nanoseconds: -1), .distantPast, .distantFuture, Timestamp(seconds: 0)] {
            let event = EnqueueEvent(taskID: "t", enqueuedAt: moment)
            #expect(try EnqueueEvent(encoded: ByteBuffer(bytes: event.encoded())) == event)
        }
    }

    @Test("a record that is cut off, changed or empty is an error or another record, and never a crash")
    func damage() {
        var generator = SystemRandomNumberGenerator()
        let records = [
            vectors.serverInfo, vectors.workerInfo, vectors.schedulerEntryNeverRun, vectors.schedulerEnqueueEvent,
        ]
        var failures = 0
        for record in records.map(\.bytes) {
            for length in 0..<record.count { failures += read(Array(record[..<length])) }
            for _ in 0..<2_000 {
                var damaged = record
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    damaged[Int.random(in: 0..<damaged.count, using: &generator)] = .random(in: 0...255)
                }
                failures += read(damaged)
            }
        }
        #expect(failures > 1_000)
        #expect(read([]) == 4)
    }

    /// Reads bytes as each kind of record.
    /// - Returns: how many kinds they are not.
    private func read(_ bytes: [UInt8]) -> Int {
        let buffer = ByteBuffer(bytes: bytes)
        var failures = 0
        do { _ = try ServerInfo(encoded: buffer) } catch { failures += 1 }
        do { _ = try AttemptInfo(encoded: buffer) } catch { failures += 1 }
        do { _ = try SchedulerEntry(encoded: buffer) } catch { failures += 1 }
        do { _ = try EnqueueEvent(encoded: buffer) } catch { failures += 1 }
        return failures
    }

    @Test(
        "a process is read out of a key, also where its host is an IPv6 address",
        arguments: [
            ("asynq:schedulers:{h:7:X}", "h:7:X"), ("asynq:schedulers:{::1:7:X}", "::1:7:X"),
            ("asynq:schedulers:{h:x:X}", nil), ("asynq:schedulers:{h}", nil), ("asynq:schedulers:h:7:X", nil),
            ("asynq:servers:{h:7:X}", nil), ("", nil), ("asynq:schedulers:{}", nil), ("asynq:schedulers:{", nil),
        ])
    func process(key: String, text: String?) {
        #expect(ProcessIdentity(key: key, prefix: "asynq:schedulers:")?.text == text)
    }
}

extension OtherEncodings.Encoding {
    fileprivate var bytes: [UInt8] { Data(base64Encoded: encodedBase64).map(Array.init) ?? [] }
}
