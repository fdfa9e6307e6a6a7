import DequeModule
import NIOCore
import Testing

@testable import Redis

@Suite("The queue of a link")
struct LinkQueueTests {
    @Test("the first command has the link connect, later ones wait, and are taken together once there is a connection")
    func connecting() {
        var queue = LinkQueue(maxPending: 10)
        #expect(admission(&queue, 1) == "connect")
        #expect(admission(&queue, 2) == "queued")
        var batch: Deque<LinkQueue.Entry> = []
        #expect(queue.take(into: &batch) == nil)
        #expect(queue.becameReady() == true)
        #expect(queue.take(into: &batch).map { String(buffer: $0) } == text(1) + text(2))
        #expect(batch.compactMap(\.command?.id) == [1, 2])
    }

    @Test("only the first command since the last flush asks for one")
    func flushes() {
        var queue = readyQueue()
        #expect(admission(&queue, 1) == "flush")
        #expect(admission(&queue, 2) == "queued")
        var batch: Deque<LinkQueue.Entry> = []
        _ = queue.take(into: &batch)
        batch = []
        #expect(admission(&queue, 3) == "flush")
        #expect(queue.take(into: &batch).map { String(buffer: $0) } == text(3))
    }

    @Test("commands over the limit are refused until others were answered")
    func limit() {
        var queue = readyQueue(maxPending: 3)
        #expect(admission(&queue, 1) == "flush")
        #expect(admission(&queue, 2, replyCount: 2) == "queued")
        #expect(admission(&queue, 3) == "tooManyPending")
        var batch: Deque<LinkQueue.Entry> = []
        _ = queue.take(into: &batch)
        #expect(admission(&queue, 3) == "tooManyPending")
        queue.settled(1)
        #expect(admission(&queue, 3) == "flush")
        #expect(admission(&queue, 4) == "tooManyPending")
    }

    @Test("more bytes than fit into one buffer are refused")
    func bytes() {
        var queue = readyQueue()
        let command = PendingCommand(id: 1, replyCount: 1, timeout: .seconds(1), completion: .nobody)
        guard case .refused(let error) = queue.add(command, byteBound: 1 << 31, { _ in }) else {
            Issue.record("taken")
            return
        }
        #expect(error.code == .tooManyPending)
    }

    @Test("a withdrawn command is not sent")
    func withdrawn() {
        var queue = readyQueue(maxPending: 3)
        for id in 1...3 { _ = admission(&queue, UInt64(id)) }
        #expect(queue.withdraw(2)?.id == 2)
        #expect(queue.withdraw(2) == nil)
        #expect(admission(&queue, 4) == "queued")
        var batch: Deque<LinkQueue.Entry> = []
        #expect(queue.take(into: &batch).map { String(buffer: $0) } == text(1) + text(3) + text(4))
        #expect(batch.compactMap(\.command?.id) == [1, 3, 4])
        batch = []
        _ = admission(&queue, 5)
        #expect(queue.withdraw(1) == nil)
        var alone = readyQueue()
        _ = admission(&alone, 1)
        _ = alone.withdraw(1)
        #expect(alone.take(into: &batch) == nil)
    }

    @Test("what waits survives the loss of the connection, and is given up when none comes about")
    func lost() {
        var queue = readyQueue(maxPending: 2)
        _ = admission(&queue, 1)
        queue.becameUnavailable()
        #expect(admission(&queue, 2) == "queued")
        var batch: Deque<LinkQueue.Entry> = []
        #expect(queue.take(into: &batch) == nil)
        #expect(queue.giveUp().map(\.id) == [1, 2])
        #expect(admission(&queue, 3) == "queued")
        #expect(queue.becameReady() == true)
        #expect(queue.take(into: &batch).map { String(buffer: $0) } == text(3))
    }

    @Test("a closed queue refuses with the reason")
    func closed() {
        var queue = readyQueue()
        _ = admission(&queue, 1)
        #expect(queue.close(RedisError(.shutDown, "over")).map(\.id) == [1])
        #expect(queue.close(RedisError(.timedOut, "again")).isEmpty)
        #expect(admission(&queue, 2) == "shutDown")
        #expect(queue.becameReady() == false)
        #expect(queue.start() == false)
    }

    private func readyQueue(maxPending: Int = 100) -> LinkQueue {
        var queue = LinkQueue(maxPending: maxPending)
        _ = queue.start()
        _ = queue.becameReady()
        return queue
    }

    private func text(_ id: UInt64) -> String { "*1\r\n$1\r\n\(id)\r\n" }

    private func admission(_ queue: inout LinkQueue, _ id: UInt64, replyCount: Int = 1) -> String {
        let command = PendingCommand(id: id, replyCount: replyCount, timeout: .seconds(1), completion: .nobody)
        switch queue.add(command, byteBound: 20, { $0.encode(RedisCommand("\(id)")) }) {
        case .refused(let error): return "\(error.code)"
        case .queued: return "queued"
        case .flush: return "flush"
        case .connect: return "connect"
        }
    }
}
